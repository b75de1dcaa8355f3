import { type InvitedRow, rowResults } from '../../../core/badges/invite-by-email.ts';
import type { ClaimCodes, Sheet } from '../../../core/badges/list-claim-codes.ts';
import { mayBeClaimed } from '../../../core/badges/make-claim-codes.ts';
import { later } from '../../../core/instant.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { useHere, useSay } from '../here.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Empty } from '../parts/desk.tsx';
import { Button, Field, FileField, Form, useCameBack } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
import { Qr } from '../parts/qr.tsx';
import { useDay } from '../parts/standing.tsx';
import { Text } from '../parts/texts.tsx';

/** What one answer shows beside what is kept. */
export interface JustMade {
  readonly codes?: readonly string[];
  readonly title?: string | null;
  readonly results?: { readonly rows: readonly InvitedRow[]; readonly address: string };
}

interface Props {
  readonly organiser: Organiser;
  readonly of: ClaimCodes;
  readonly made: JustMade;
  /** For the form: the same sent twice makes one sheet. */
  readonly sheet: string;
  readonly baseUrl: string;
}

export function CodesView({ organiser, of, made, sheet, baseUrl }: Props) {
  const say = useSay();
  const badges = `/app/organisers/${organiser.slug}/badges`;
  const at = `${badges}/${of.badge.id}/codes`;
  return (
    <>
      <Back to={badges}>{say('organiser.tab.badges')}</Back>
      <div class="badge-line">
        <BadgePicture of={of.badge.image} size={56} isDecoration />
        <h1>
          <Text of={of.badge.name} />
        </h1>
      </div>
      {made.codes ? (
        <PrintedSheet codes={made.codes} title={made.title ?? null} of={of} baseUrl={baseUrl} />
      ) : null}
      {made.results ? <Results {...made.results} /> : null}
      <Requests of={of} at={at} />
      {mayBeClaimed(of.badge) ? <ByEmail at={at} /> : null}
      <Make at={at} sheet={sheet} isForAwards={mayBeClaimed(of.badge)} />
      <Sheets of={of.sheets} at={at} />
    </>
  );
}

/** To be printed now: nobody knows the codes afterwards. */
function PrintedSheet({
  codes,
  title,
  of,
  baseUrl,
}: {
  codes: readonly string[];
  title: string | null;
  of: ClaimCodes;
  baseUrl: string;
}) {
  const say = useSay();
  return (
    <section class="card qr-sheet" data-test="sheet" aria-labelledby="sheet">
      <h2 id="sheet">{title ?? <Text of={of.badge.name} />}</h2>
      <p class="refused no-print">{say('codes.print-now')}</p>
      <ul class="qr-tiles">
        {codes.map((code) => {
          const address = `${baseUrl}/claim/${encodeURIComponent(code.replaceAll(' ', ''))}`;
          return (
            <li>
              <Qr of={address} label={say('codes.qr', { code })} size={150} />
              <strong class="code" data-test="code">
                {code}
              </strong>
              <span class="small">{`${new URL(baseUrl).host}/claim`}</span>
            </li>
          );
        })}
      </ul>
      <p class="small">{say('codes.how-to')}</p>
    </section>
  );
}

function Results({ rows, address }: { rows: readonly InvitedRow[]; address: string }) {
  const say = useSay();
  const counts = rowResults
    .map((result) => ({ result, count: rows.filter((row) => row.result === result).length }))
    .filter(({ count }) => count > 0);
  return (
    <section class="card" data-test="results" aria-labelledby="results">
      <h2 id="results">{say('codes.results.title')}</h2>
      <ul>
        {counts.map(({ result, count }) => (
          <li data-test={`result-${result}`}>
            {count} · {say(`codes.result.${result}`)}
          </li>
        ))}
      </ul>
      <p>
        <a class="button quiet" href={address} download="results.csv" data-test="results-file">
          {say('codes.results.save')}
        </a>
      </p>
    </section>
  );
}

function Requests({ of, at }: { of: ClaimCodes; at: string }) {
  const say = useSay();
  const day = useDay();
  if (of.requests.length === 0) return null;
  return (
    <section class="card" aria-labelledby="requests">
      <h2 id="requests">{say('codes.requests')}</h2>
      <ul class="plain-list">
        {of.requests.map(({ use, name, at: since }) => (
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

function ByEmail({ at }: { at: string }) {
  const say = useSay();
  return (
    <section class="card" aria-labelledby="by-email">
      <h2 id="by-email">{say('codes.by-email')}</h2>
      <p class="soft">{say('codes.by-email.about')}</p>
      <Form action={`${at}/invite`} name="invite" takesFiles>
        <Field
          id="list"
          name="list"
          kind="long"
          label={say('codes.list')}
          hint={say('codes.list.hint')}
          hook="list"
        />
        <FileField
          id="file"
          name="file"
          label={say('codes.file')}
          hint={say('codes.file.hint')}
          accept=".csv,text/csv,text/plain"
          hook="file"
        />
        <Button hook="invite">{say('codes.invite')}</Button>
      </Form>
    </section>
  );
}

function Make({ at, sheet, isForAwards }: { at: string; sheet: string; isForAwards: boolean }) {
  const say = useSay();
  return (
    <details class="card" data-test="make-codes" open={useCameBack('make')}>
      <summary>{say('codes.make')}</summary>
      <p class="soft">{say(isForAwards ? 'codes.make.about' : 'codes.make.page-only')}</p>
      <Form action={`${at}/make`} name="make">
        <input type="hidden" name="sheet" value={sheet} />
        <div class="field">
          <label for="leads-to">{say('codes.leads-to')}</label>
          <select id="leads-to" name="leadsTo">
            {isForAwards ? <option value="award">{say('codes.leads-to.award')}</option> : null}
            <option value="badge-page">{say('codes.leads-to.badge-page')}</option>
          </select>
        </div>
        <Field
          id="count"
          name="count"
          kind="number"
          label={say('codes.count')}
          hint={say('codes.count.hint')}
          value="1"
        />
        <Field
          id="max-uses"
          name="maxUses"
          kind="number"
          label={say('codes.max-uses')}
          hint={say('codes.max-uses.hint')}
        />
        <Field id="word" name="word" label={say('codes.word')} hint={say('codes.word.hint')} most={20} />
        <Field id="title" name="title" label={say('codes.title')} hint={say('codes.title.hint')} most={120} />
        <Field id="place" name="place" label={say('codes.place')} most={120} />
        <Field id="from" name="from" kind="date" label={say('codes.from')} />
        <Field id="until" name="until" kind="date" label={say('codes.until')} />
        <label class="choice">
          <input type="checkbox" name="needsApproval" value="yes" />
          {say('codes.needs-approval')}
        </label>
        <Button hook="make">{say('codes.make.button')}</Button>
      </Form>
    </details>
  );
}

function Sheets({ of, at }: { of: readonly Sheet[]; at: string }) {
  const say = useSay();
  if (of.length === 0) return <Empty words="codes.none" />;
  return (
    <section aria-labelledby="sheets">
      <h2 id="sheets">{say('codes.sheets')}</h2>
      <ul class="plain-list">
        {of.map((sheet) => (
          <li class="card" data-test="sheet-row">
            <SheetFacts of={sheet} />
            {sheet.one.endedAt === null ? (
              <Form action={`${at}/end`}>
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

function SheetFacts({ of: { one, codes, uses } }: { of: Sheet }) {
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
        <li>{say(`codes.leads-to.${one.leadsTo}`)}</li>
        {one.maxUses ? <li>{say('codes.most-uses', { count: one.maxUses })}</li> : null}
        {one.place ? <li>{one.place}</li> : null}
        {one.from ? <li>{say('codes.from-day', { day: day(one.from) })}</li> : null}
        {one.until ? <li>{say('codes.until-day', { day: day(later(one.until, -1)) })}</li> : null}
        {one.needsApproval ? <li>{say('codes.needs-approval')}</li> : null}
      </ul>
    </>
  );
}
