import type { BadgeView } from '../../../core/badges/badge-view.ts';
import { no } from '../../../core/explanation.ts';
import { useHere, useSay } from '../here.ts';
import { BadgePicture } from './badge-picture.tsx';
import { Link } from './link.tsx';
import { Because, Why } from './telling.tsx';
import { Text } from './texts.tsx';

/**
 * The badge that this leads to: faint before it is earned, with why not yet; then with its page and *Share*.
 * @param props.at address of the page that shows it
 */
export function AwardShown(props: {
  readonly of: BadgeView;
  readonly at: string;
  readonly hook?: string;
  readonly heading?: 'h1' | 'h2';
}) {
  const say = useSay();
  const { of, at, hook = 'award', heading: Heading = 'h2' } = props;
  const isEarned = of.state === 'issued' || of.state === 'expired';
  const isComing = of.state === 'none' && of.explanation.verdict === 'yes';
  const id = `badge-${of.badge.id}`;
  return (
    <section
      id={id}
      class={`award ${of.state}`}
      aria-label={say('award.label')}
      {...(isEarned ? { 'data-test': hook } : {})}
      {...useLookAgain(id, isComing ? at : null)}
    >
      <BadgePicture of={of.badge.image} size={96} isFaint={!isEarned} isDecoration />
      <div>
        <Heading>
          <Text of={of.badge.name} />
        </Heading>
        <p class="award-state">{say(isComing ? 'award.state.coming' : `award.state.${of.state}`)}</p>
        {of.award && of.state === 'issued' ? (
          <p>
            <Link to={`/app/awards/${of.award.id}`} hook="share">
              {say('award.share')}
            </Link>
          </p>
        ) : null}
        <WhyNot of={of} />
      </div>
    </section>
  );
}

/** What it waits for, why it is gone, or what is still missing. */
function WhyNot({ of: { state, explanation } }: { of: BadgeView }) {
  const say = useSay();
  const reasons = explanation.because.filter(({ verdict }) => verdict !== 'yes');
  if (state === 'waiting' || state === 'revoked') {
    return (reasons.length > 0 ? reasons : [explanation]).map((node) => (
      <p class="small">
        <Why of={node} />
      </p>
    ));
  }
  if (state !== 'none' || explanation.verdict === 'yes') return null;
  return (
    <details>
      <summary>{say('award.why-not-yet')}</summary>
      <Because of={explanation.because.length > 0 ? explanation : no(explanation.reason, [explanation])} />
    </details>
  );
}

/** What is due comes within seconds: the badge looks once more by itself, and once only. */
function useLookAgain(id: string, at: string | null) {
  const { req } = useHere();
  if (at === null || req.get('hx-trigger') === id) return {};
  return {
    'hx-get': at,
    'hx-trigger': 'load delay:2s',
    'hx-target': `#${id}`,
    'hx-select': `#${id}`,
    'hx-swap': 'outerHTML',
  };
}
