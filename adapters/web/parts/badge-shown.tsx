import type { BadgeVersion, Microcredential } from '../../../core/badges/badge.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from './badge-picture.tsx';
import { Prose, Text } from './texts.tsx';

/** One version of a badge, as anybody sees it. @param props.heading its name's */
export function BadgeShown(props: {
  readonly badge: BadgeVersion;
  readonly organiser: Organiser;
  readonly heading?: 'h1' | 'h3';
}) {
  const say = useSay();
  const { badge, organiser, heading: Heading = 'h1' } = props;
  const Criteria = Heading === 'h1' ? 'h2' : 'h4';
  return (
    <>
      <div class="award-head">
        <BadgePicture of={badge.image} size={160} />
        <div>
          <Heading>
            <Text of={badge.name} />
          </Heading>
          <p>
            <a href={`/b/issuers/${organiser.id}`}>{say('badge.issued-by', { organiser: organiser.name })}</a>
          </p>
        </div>
      </div>
      <section class="card">
        <Prose of={badge.description} />
        <Criteria id="criteria">{say('badge.class.earn')}</Criteria>
        <Prose of={badge.criteria} />
        {badge.skills.length > 0 ? (
          <p>
            {badge.skills.map((skill) => (
              <>
                <span class="chip">{skill}</span>{' '}
              </>
            ))}
          </p>
        ) : null}
        {badge.microcredential ? <Micro of={badge.microcredential} heading={Criteria} /> : null}
        <p class="small">{say('badge.criteria.version', { version: badge.version })}</p>
      </section>
    </>
  );
}

/** What a school or an employer asks before it counts a badge. */
function Micro({ of, heading: Heading }: { of: Microcredential; heading: 'h2' | 'h4' }) {
  const say = useSay();
  const rows = [
    ['hours', say('badge.microcredential.hours.value', { hours: of.hours })],
    ['level', of.eqfLevel === null ? null : String(of.eqfLevel)],
    ['assessment', of.assessment],
    ['quality', of.qualityAssurance],
    ['awarding', of.awardingBody],
  ] as const;
  return (
    <>
      <Heading>{say('badge.microcredential')}</Heading>
      <dl class="pairs">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div>
              <dt>{say(`badge.microcredential.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
