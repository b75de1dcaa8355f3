import type { RosterState } from '../../../core/communities/community.ts';
import { ago } from '../../conversation/words/dates.ts';
import { sayRosterTrouble } from '../../conversation/words/roster-trouble.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Form } from './form.tsx';

export const refreshForm = 'refresh-roster';

/** When who is here was read, how many they were, what went wrong since, and reading it now. */
export function Roster({ of }: { readonly of: RosterState | null }) {
  const say = useSay();
  const { visitor, now, amiss } = useHere();
  if (!of) return <p class="small soft">{say('class.roster.none')}</p>;
  return (
    <Form action="/app/class/refresh" name={refreshForm} class="roster">
      <p class="small soft" data-test="roster">
        {of.at
          ? say('class.roster.read', { when: ago(visitor.language, of.at, now), count: of.members })
          : say('class.roster.not-read')}
      </p>
      {of.trouble && of.triedAt && amiss?.form !== refreshForm ? (
        <p class="small refused" data-test="roster-trouble">
          {say('class.roster.trouble', { when: ago(visitor.language, of.triedAt, now) })}{' '}
          {sayRosterTrouble(visitor.language, of.trouble)}
        </p>
      ) : null}
      <Button kind="quiet" hook="refresh-roster">
        {say('class.roster.refresh')}
      </Button>
    </Form>
  );
}
