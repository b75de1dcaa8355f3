import type { AwardStanding } from '../../../core/badges/see-award.ts';
import type { Instant } from '../../../core/instant.ts';
import { dayOf } from '../../conversation/words/dates.ts';
import { useHere, useSay } from '../here.ts';

/** Badges name days, not hours; at midnight somewhere, UTC is as right as any zone. */
export function useDay(): (at: Instant) => string {
  const { visitor } = useHere();
  return (at) => dayOf(visitor.language, at, 'UTC');
}

/** The verdict in a word and a sentence. */
export function Standing({
  of,
  organiser,
  issuedAt,
}: {
  of: AwardStanding;
  organiser: string;
  issuedAt: Instant | null;
}) {
  const say = useSay();
  const day = useDay();
  const tone = of.is === 'valid' ? 'good' : of.is === 'expired' ? 'waits' : 'bad';
  return (
    <div class={`verdict ${tone}`} data-test="verdict" data-verdict={of.is}>
      <p class="verdict-word">{say(`verify.${of.is}`)}</p>
      <p>
        {of.is === 'valid' && issuedAt ? say('verify.valid.text', { organiser, day: day(issuedAt) }) : null}
        {of.is === 'expired' ? say('verify.expired.text', { day: day(of.at) }) : null}
        {of.is === 'revoked' ? say('verify.revoked.text', { day: day(of.at), reason: of.reason }) : null}
        {of.is === 'withdrawn' ? say('verify.withdrawn.text') : null}
      </p>
    </div>
  );
}
