import type { AskedByCode, Sheet } from '../../../core/badges/list-claim-codes.ts';
import { later } from '../../../core/instant.ts';
import type { Texts } from '../../../core/texts.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { useHere, useSay } from '../here.ts';
import { Empty } from './desk.tsx';
import { Button, Form } from './form.tsx';
import { useDay } from './standing.tsx';
import { Text } from './texts.tsx';

/** What codes there are, and the button that ends them. @param props.at the page that answers it */
export function CodeSheets(props: {
  readonly of: readonly Sheet[];
  readonly at: string;
  readonly empty: WordsKey;
  /** Of the activity that a code lets into; null: it leads elsewhere. */
  readonly nameOf?: (sheet: Sheet) => Texts | null;
}) {
  const say = useSay();
  if (props.of.length === 0) return <Empty words={props.empty} />;
  return (
    <section aria-labelledby="sheets">
      <h2 id="sheets">{say('codes.sheets')}</h2>
      <ul class="plain-list">
        {props.of.map((sheet) => (
          <li class="card" data-test="sheet-row">
            <SheetFacts of={sheet} into={props.nameOf?.(sheet) ?? null} />
            {sheet.one.endedAt === null ? (
              <Form action={`${props.at}/end`}>
                <input type="hidden" name="sheet" value={sheet.sheet} />
                <Button kind="danger" hook="end-sheet">
                  {say('codes.end')}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SheetFacts({ of: { one, codes, uses }, into }: { of: Sheet; into: Texts | null }) {
  const say = useSay();
  const day = useDay();
  const { now } = useHere();
  const isOver = one.endedAt !== null || (one.until !== null && one.until <= now);
  return (
    <>
      <h3>
        {one.title ?? say('codes.untitled', { day: day(one.at) })}{' '}
        {isOver ? <span class="chip">{say('codes.over')}</span> : null}
      </h3>
      <ul class="facts">
        <li>{say('codes.many', { count: codes })}</li>
        <li>{say('codes.used', { count: uses })}</li>
        <li>
          {say(`codes.leads-to.${one.leadsTo}`)}
          {into ? (
            <>
              : <Text of={into} />
            </>
          ) : null}
        </li>
        {one.maxUses ? <li>{say('codes.most-uses', { count: one.maxUses })}</li> : null}
        {one.place ? <li>{one.place}</li> : null}
        {one.from ? <li>{say('codes.from-day', { day: day(one.from) })}</li> : null}
        {one.until ? <li>{say('codes.until-day', { day: day(later(one.until, -1)) })}</li> : null}
        {one.needsApproval ? <li>{say('codes.with-approval')}</li> : null}
      </ul>
    </>
  );
}

/** Who used a code that needs a word, and the two answers. */
export function CodeRequests({ of, at }: { of: readonly AskedByCode[]; at: string }) {
  const say = useSay();
  const day = useDay();
  if (of.length === 0) return null;
  return (
    <section class="card" aria-labelledby="requests">
      <h2 id="requests">{say('codes.requests')}</h2>
      <ul class="plain-list">
        {of.map(({ use, name, at: since }) => (
          <li class="row" data-test="claim-request">
            <span>
              {name} <span class="small">{day(since)}</span>
            </span>
            {(['yes', 'no'] as const).map((decision) => (
              <Form action={`${at}/answer`}>
                <input type="hidden" name="use" value={use} />
                <Button
                  kind={decision === 'yes' ? 'main' : 'quiet'}
                  name="decision"
                  value={decision}
                  label={say(`codes.answer.${decision}.to`, { name })}
                >
                  {say(`codes.answer.${decision}`)}
                </Button>
              </Form>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
