import type { Message, ShownBadge, VerificationReport } from '../../../core/ports/badge-verifier.ts';
import { type Say, useSay } from '../here.ts';
import { Alignments } from './badge-facts.tsx';
import { useDay } from './standing.tsx';

const tones = {
  valid: 'good',
  expired: 'waits',
  revoked: 'bad',
  changed: 'bad',
  withdrawn: 'bad',
  unknown: 'bad',
} as const;

/** Good in itself, and asked about somebody else. */
export const isNotTheirs = ({ report }: VerificationReport): boolean =>
  report.errorCount > 0 &&
  report.messages.every(
    ({ name, messageLevel }) => messageLevel !== 'ERROR' || name === 'VERIFY_RECIPIENT_IDENTIFIER',
  );

/**
 * The verdict on a badge that says of itself what it is: in a word, a sentence, and what it is about.
 * @param props.email whose it should be, as typed
 */
export function ForeignVerdict({
  of,
  shown,
  email,
}: {
  of: VerificationReport;
  shown: ShownBadge | null;
  email: string;
}) {
  const say = useSay();
  const day = useDay();
  const { verdict } = of.report;
  const isAnothers = isNotTheirs(of);
  return (
    <>
      <div
        class={`verdict ${isAnothers ? 'waits' : tones[verdict]}`}
        data-test="verdict"
        data-verdict={verdict}
      >
        <p class="verdict-word">{say(isAnothers ? 'verify.not-theirs.word' : `verify.${verdict}`)}</p>
        <p>{isAnothers ? say('verify.not-theirs', { email }) : sentence(say, day, of, shown)}</p>
      </div>
      {shown ? <About of={shown} isProven={of.report.valid || isAnothers} /> : null}
    </>
  );
}

function sentence(
  say: Say,
  day: ReturnType<typeof useDay>,
  { report }: VerificationReport,
  shown: ShownBadge | null,
): string {
  const organiser = shown?.issuer.name || say('verify.issuer.unnamed');
  switch (report.verdict) {
    case 'valid':
      return shown?.issuedAt
        ? say('verify.valid.text', { organiser, day: day(shown.issuedAt) })
        : say('verify.valid.some-day', { organiser });
    case 'expired':
      return shown?.expiresAt
        ? say('verify.expired.text', { day: day(shown.expiresAt) })
        : say('verify.expired.some-day');
    case 'revoked':
      return report.reason
        ? say('verify.revoked.reason', { reason: report.reason })
        : say('verify.revoked.plain');
    case 'changed':
    case 'withdrawn':
    case 'unknown':
      return say(`verify.${report.verdict}.text`);
  }
}

/** Words of strangers: shown as text, and their site as a link that leads nowhere by itself. */
function About({ of, isProven }: { of: ShownBadge; isProven: boolean }) {
  const say = useSay();
  const day = useDay();
  const { gist } = of;
  const site = of.issuer.url === null ? null : new URL(of.issuer.url).host;
  return (
    <div class="shown-badge" data-test="shown">
      {isProven ? null : <p class="kicker">{say('verify.says')}</p>}
      <h2>{of.name}</h2>
      {of.description && of.description !== of.name ? <p>{of.description}</p> : null}
      <ul class="facts">
        <li>
          {say('verify.issuer', { organiser: of.issuer.name || say('verify.issuer.unnamed') })}
          {isProven && gist?.host ? <> ({say('verify.issuer.host', { host: gist.host })})</> : null}
        </li>
        {of.issuedAt ? <li>{say('verify.issued', { day: day(of.issuedAt) })}</li> : null}
        {of.expiresAt ? <li>{say('verify.until', { day: day(of.expiresAt) })}</li> : null}
        {gist?.credits ? <li>{say('verify.credits', { credits: gist.credits })}</li> : null}
      </ul>
      {isProven && gist?.host === null ? <p class="small">{say('verify.issuer.no-host')}</p> : null}
      {site && site !== gist?.host ? <p class="small">{say('verify.issuer.says-site', { site })}</p> : null}
      {gist?.criteria ? (
        <>
          <h3>{say('verify.criteria')}</h3>
          <p class="told">{gist.criteria}</p>
        </>
      ) : null}
      {gist && gist.alignments.length > 0 ? <Alignments of={gist.alignments} heading="h3" /> : null}
    </div>
  );
}

/** Why, in words for anyone; what exactly, for those who look into it. */
export function Findings({ of }: { of: VerificationReport }) {
  const say = useSay();
  // That it is not theirs stands in the verdict.
  const messages = isNotTheirs(of)
    ? of.report.messages.filter(({ messageLevel }) => messageLevel !== 'ERROR')
    : of.report.messages;
  if (messages.length === 0) return null;
  return (
    <>
      <Sentences
        title={say('verify.why')}
        of={messages.filter(({ messageLevel }) => messageLevel === 'ERROR')}
      />
      <Sentences
        title={say('verify.notes')}
        of={messages.filter(({ messageLevel }) => messageLevel === 'WARNING')}
      />
      <details>
        <summary>{say('verify.details')}</summary>
        <ul class="findings" lang="en">
          {messages.map(({ name, messageLevel, result, node_id: node }) => (
            <li>
              <code>{name}</code> {messageLevel}: {result}
              {node ? <span class="small"> ({node})</span> : null}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Sentences({ title, of }: { title: string; of: readonly Message[] }) {
  const say = useSay();
  const sentences = new Set(of.map(({ name }) => say(`verify.message.${name}`)));
  if (sentences.size === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="sentences">
        {[...sentences].map((one) => (
          <li>{one}</li>
        ))}
      </ul>
    </>
  );
}
