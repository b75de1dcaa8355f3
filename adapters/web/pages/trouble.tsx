import { StoreFault } from '../../../core/faults.ts';
import { say } from '../../conversation/words/say.ts';
import { type Answer, type Here, useHere, useSay } from '../here.ts';

type Code =
  | 'SESSION_ENDED'
  | 'NOT_SIGNED_IN'
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'FAULT'
  | 'AWAY'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'MALFORMED';

const statusOf: Readonly<Record<Code, number>> = {
  SESSION_ENDED: 401,
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  MALFORMED: 400,
  FAULT: 500,
  AWAY: 503,
};

/** What happened, what to do, the code and a reference to quote. @param more the reasons, where there are some */
export function troubleAnswer(here: Here, code: Code, more: readonly string[] = []): Answer {
  return {
    title: say(here.visitor.language, `trouble.${code}.what`),
    status: statusOf[code],
    trouble: { code, advice: say(here.visitor.language, `trouble.${code}.do`) },
    body: <Trouble code={code} more={more} />,
  };
}

/** Open the activity again from the course, or use the sign-in link again. */
export const sessionEndedAnswer = (here: Here): Answer =>
  troubleAnswer(here, hadVisit(here) ? 'SESSION_ENDED' : 'NOT_SIGNED_IN');

/** A page of ours asked, or a visit was claimed: then there was one. Else somebody came by the address alone. */
const hadVisit = ({ visitor, req }: Here): boolean =>
  visitor.hasEnded || req.get('hx-request') === 'true' || req.method !== 'GET';

/** Not there, or not for this reader: the two look alike. */
export const notFoundAnswer = (here: Here): Answer => troubleAnswer(here, 'NOT_FOUND');
/** A fault of ours. Of the store, it passes: the answer says so, and when to come again. */
export const faultAnswer = (here: Here, fault: unknown): Answer =>
  fault instanceof StoreFault
    ? { ...troubleAnswer(here, 'AWAY'), headers: { 'Retry-After': '10' } }
    : troubleAnswer(here, 'FAULT');

/** What the sender did wrong, where a body could not be read: parsers and the router put the status on the error. Null: a fault of ours. */
export function unreadableAnswer(here: Here, fault: unknown): Answer | null {
  const status = fault instanceof Error && 'status' in fault ? fault.status : null;
  if (typeof status !== 'number' || status >= 500) return null;
  return troubleAnswer(here, status === 413 ? 'TOO_LARGE' : 'MALFORMED');
}

function Trouble({ code, more }: { code: Code; more: readonly string[] }) {
  const say = useSay();
  const { reference, req } = useHere();
  return (
    <section class="trouble">
      <h1>{say(`trouble.${code}.what`)}</h1>
      {more.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <p>{say(`trouble.${code}.do`)}</p>
      {code === 'NOT_SIGNED_IN' ? (
        <p>
          <a class="button main" href={`/sign-in?to=${encodeURIComponent(req.path)}`}>
            {say('sign-in.title')}
          </a>
        </p>
      ) : null}
      <p class="small">{say('trouble.reference', { code, reference })}</p>
    </section>
  );
}
