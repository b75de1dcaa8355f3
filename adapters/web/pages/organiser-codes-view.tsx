import { type InvitedRow, rowResults } from '../../../core/badges/invite-by-email.ts';
import type { ClaimCodes } from '../../../core/badges/list-claim-codes.ts';
import { mayBeClaimed } from '../../../core/badges/make-claim-codes.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { CodeFields } from '../parts/code-fields.tsx';
import { CodeSheet } from '../parts/code-sheet.tsx';
import { CodeRequests, CodeSheets } from '../parts/code-sheets.tsx';
import { Button, Field, FileField, Form, useCameBack } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
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
}

export function CodesView({ organiser, of, made }: Props) {
  const say = useSay();
  const badges = `/app/organisers/${organiser.slug}/badges`;
  const at = `${badges}/${of.badge.id}/codes`;
  const isForAwards = mayBeClaimed(of.badge);
  return (
    <>
      <Back to={badges}>{say('organiser.tab.badges')}</Back>
      <div class="badge-line">
        <BadgePicture of={of.badge.image} size={56} isDecoration />
        <h1>
          <Text of={of.badge.name} />
        </h1>
      </div>
      {made.codes ? <CodeSheet codes={made.codes} title={made.title ?? <Text of={of.badge.name} />} /> : null}
      {made.results ? <Results {...made.results} /> : null}
      <CodeRequests of={of.requests} at={at} />
      {isForAwards ? <ByEmail at={at} /> : null}
      <Make at={at} isForAwards={isForAwards} />
      <CodeSheets of={of.sheets} at={at} empty="codes.none" />
    </>
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

function Make({ at, isForAwards }: { at: string; isForAwards: boolean }) {
  const say = useSay();
  return (
    <details class="card" data-test="make-codes" open={useCameBack('make')}>
      <summary>{say('codes.make')}</summary>
      <p class="soft">{say(isForAwards ? 'codes.make.about' : 'codes.make.page-only')}</p>
      <Form action={`${at}/make`} name="make">
        <div class="field">
          <label for="leads-to">{say('codes.leads-to')}</label>
          <select id="leads-to" name="leadsTo">
            {isForAwards ? <option value="award">{say('codes.leads-to.award')}</option> : null}
            <option value="badge-page">{say('codes.leads-to.badge-page')}</option>
          </select>
        </div>
        <CodeFields />
        <Button hook="make">{say('codes.make.button')}</Button>
      </Form>
    </details>
  );
}
