import type { AwardStanding } from '../../../core/badges/see-award.ts';
import type { Verified } from '../../../core/badges/verify-badge.ts';
import { useHere, useSay } from '../here.ts';
import { BadgeFacts } from '../parts/badge-facts.tsx';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Button, Field, FileField, Form } from '../parts/form.tsx';
import { Standing } from '../parts/standing.tsx';
import { Text } from '../parts/texts.tsx';
import { Findings, ForeignVerdict } from '../parts/verdict.tsx';

interface Shown {
  readonly verified: Verified | null;
  /** As typed, so that it can be typed on. */
  readonly presented: string;
  readonly email: string;
}

export function Verify({ verified, presented, email }: Shown) {
  const say = useSay();
  const { web } = useHere();
  return (
    <>
      <h1>{say('verify.title')}</h1>
      <p class="lead">{say('verify.lead')}</p>
      <section id="verdict" aria-live="polite">
        {verified ? <Result of={verified} email={email} /> : null}
      </section>
      <Form action="/verify" class="card" takesFiles>
        <Field
          id="presented"
          name="presented"
          kind="long"
          rows={2}
          label={say('verify.presented')}
          hint={say('verify.presented.hint', { example: `${web.ports.baseUrl}/b/awards/7QK2MZ0V9T4XH6RD` })}
          value={presented}
          hook="verify-address"
        />
        <FileField
          id="file"
          name="file"
          label={say('verify.file')}
          hint={say('verify.file.hint')}
          accept=".png,.svg,.json,.jsonld,.jwt,.jws,.txt,image/png,image/svg+xml,application/json"
          hook="verify-file"
        />
        <Field
          id="email"
          name="email"
          kind="email"
          label={say('verify.email')}
          hint={say('verify.email.hint')}
          value={email}
          hook="verify-email"
        />
        <Button hook="verify">{say('verify.submit')}</Button>
      </Form>
    </>
  );
}

function Result({ of, email }: { of: Verified; email: string }) {
  const standing = ownStanding(of);
  return (
    <div class="card">
      {standing && of.own ? (
        <Own of={of.own} standing={standing} since={of.since} />
      ) : (
        <ForeignVerdict of={of.report} shown={of.shown} email={email} />
      )}
      <Holder of={of} email={email} />
      <Findings of={of.report} />
    </div>
  );
}

/** What this site knows of its own, where that is also what came out: a copy may have been changed. */
function ownStanding({ own, report }: Verified): AwardStanding | null {
  return own && own.standing.is === report.report.verdict ? own.standing : null;
}

function Own({
  of,
  standing,
  since,
}: {
  of: NonNullable<Verified['own']>;
  standing: AwardStanding;
  since: Verified['since'];
}) {
  const say = useSay();
  if (standing.is === 'withdrawn') return <Standing of={standing} organiser="" issuedAt={null} />;
  return (
    <>
      <div class="row">
        <BadgePicture of={of.earned.image} size={72} isDecoration />
        <h2>
          <Text of={of.earned.name} />
        </h2>
      </div>
      <Standing of={standing} organiser={of.organiser.name} issuedAt={of.award.issuedAt} />
      {since?.newerVersion ? (
        <p class="small" data-test="newer-version">
          {say('badge.criteria.newer', { version: since.newerVersion, earned: of.earned.version })}
        </p>
      ) : null}
      {since?.hasNewerCopy ? (
        <p class="small" data-test="newer-copy">
          {say('verify.newer-copy')}
        </p>
      ) : null}
      <BadgeFacts of={of.earned} heading="h3" />
      <p>
        <a href={`/b/awards/${of.award.address}`}>{say('verify.open')}</a>
      </p>
    </>
  );
}

/** Whether it is theirs: said when it is, and that nobody asked when all else is well. */
function Holder({ of, email }: { of: Verified; email: string }) {
  const say = useSay();
  const { report } = of.report;
  if (report.recipientProfile)
    return (
      <p class="holder" data-test="holder">
        {say('verify.email.is-theirs', { email: report.recipientProfile.email })}
      </p>
    );
  return report.valid && email === '' ? <p class="small">{say('verify.email.not-asked')}</p> : null;
}
