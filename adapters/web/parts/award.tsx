import type { BadgeView } from '../../../core/badges/badge-view.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from './badge-picture.tsx';
import { Link } from './link.tsx';
import { Because, Why } from './telling.tsx';
import { Text } from './texts.tsx';

/** The badge that this leads to: faint before it is earned, with why not yet; then with its page and *Share*. */
export function AwardShown({ of, hook = 'award' }: { readonly of: BadgeView; readonly hook?: string }) {
  const say = useSay();
  const isEarned = of.state === 'issued' || of.state === 'expired';
  return (
    <section
      id={`badge-${of.badge.id}`}
      class={`award ${of.state}`}
      aria-label={say('award.label')}
      {...(isEarned ? { 'data-test': hook } : {})}
    >
      <BadgePicture of={of.badge.image} size={96} isFaint={!isEarned} isDecoration />
      <div>
        <h2>
          <Text of={of.badge.name} />
        </h2>
        <p class="award-state">{say(`award.state.${of.state}`)}</p>
        {of.award && of.state === 'issued' ? (
          <p>
            <Link to={`/app/awards/${of.award.id}`} hook="share">
              {say('award.share')}
            </Link>
          </p>
        ) : null}
        {of.state === 'waiting' ? (
          <p class="small">
            <Why of={firstOf(of)} />
          </p>
        ) : null}
        {of.state === 'none' && of.explanation.because.length > 0 ? (
          <details>
            <summary>{say('award.why-not-yet')}</summary>
            <Because of={of.explanation} />
          </details>
        ) : null}
      </div>
    </section>
  );
}

/** What it waits for. */
const firstOf = ({ explanation }: BadgeView): BadgeView['explanation'] =>
  explanation.because.find(({ verdict }) => verdict !== 'yes') ?? explanation;
