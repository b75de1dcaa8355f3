import type { BadgePreview } from '../../../core/badges/preview-badge.ts';
import type { PersonId } from '../../../core/ids.ts';
import { useSay } from '../here.ts';
import { Button, Form } from '../parts/form.tsx';

/** Who meets the rules, and the button that switches them on for exactly these. */
export function Meet({ of, at }: { of: BadgePreview; at: string }) {
  const say = useSay();
  const { rule, nameOf, badge, next } = of;
  if (!rule) return null;
  const count = rule.earn.length + rule.wait.length;
  return (
    <section class="card" data-test="rule-preview">
      <h2>{say('maker.meet')}</h2>
      <ul class="facts">
        <li data-test="would-earn">{say('maker.meet.earn', { count: rule.earn.length })}</li>
        <li data-test="would-wait">{say('maker.meet.wait', { count: rule.wait.length })}</li>
        <li data-test="have-it">{say('maker.meet.have', { count: rule.have.length })}</li>
      </ul>
      <Named words="maker.meet.who-earn" of={rule.earn} nameOf={nameOf} />
      <Named words="maker.meet.who-wait" of={rule.wait.map(({ person }) => person)} nameOf={nameOf} />
      <Named words="maker.meet.who-have" of={rule.have} nameOf={nameOf} />
      <Form action={`${at}/preview/publish`} name="publish">
        <input type="hidden" name="previewed" value={rule.mark} />
        <Button hook="publish-badge">
          {say(badge.state === 'draft' ? 'maker.publish' : 'maker.publish.version', {
            count,
            version: next.version,
          })}
        </Button>
        <p class="small">
          {say(badge.state === 'draft' ? 'maker.publish.hint' : 'maker.publish.version.hint')}
        </p>
      </Form>
    </section>
  );
}

const mostNamed = 200;

function Named(props: {
  readonly words: 'maker.meet.who-earn' | 'maker.meet.who-wait' | 'maker.meet.who-have';
  readonly of: readonly PersonId[];
  readonly nameOf: (person: PersonId) => string;
}) {
  const say = useSay();
  if (props.of.length === 0) return null;
  return (
    <details>
      <summary>{say(props.words)}</summary>
      <ul>
        {props.of.slice(0, mostNamed).map((person) => (
          <li>{props.nameOf(person)}</li>
        ))}
      </ul>
    </details>
  );
}
