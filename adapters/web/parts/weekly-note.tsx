import type { Person } from '../../../core/people/person.ts';
import { useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { Link } from './link.tsx';

/** A mail on Mondays, for who chose it. @param props.action the form that chooses, on the page it stands on */
export function WeeklyNote(props: { readonly action: string; readonly reader: Person | null }) {
  const say = useSay();
  const isWanted = props.reader?.weeklyNote?.isWanted ?? false;
  const email = props.reader?.emails.find(({ verifiedAt }) => verifiedAt !== null);
  return (
    <section class="card" aria-labelledby="weekly-note">
      <h2 id="weekly-note">{say('weekly-note.title')}</h2>
      <p class="soft">{say(isWanted ? 'weekly-note.on' : 'weekly-note.off')}</p>
      {email ? (
        <Form action={props.action} name="weekly-note">
          <p class="small">{say('weekly-note.to', { email: email.address })}</p>
          <Button kind="quiet" name="wanted" value={isWanted ? 'no' : 'yes'} hook="weekly-note">
            {say(isWanted ? 'weekly-note.stop' : 'weekly-note.start')}
          </Button>
        </Form>
      ) : (
        <p>
          <Link to="/me/badges#emails" class="button quiet" hook="add-email">
            {say('weekly-note.email')}
          </Link>
        </p>
      )}
    </section>
  );
}
