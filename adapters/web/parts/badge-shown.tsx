import type { BadgeVersion } from '../../../core/badges/badge.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { useSay } from '../here.ts';
import { BadgeFacts } from './badge-facts.tsx';
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
          <p class="by">
            {organiser.logo ? <BadgePicture of={organiser.logo} size={32} isDecoration /> : null}
            <a href={`/b/issuers/${organiser.id}`}>{say('badge.issued-by', { organiser: organiser.name })}</a>
          </p>
        </div>
      </div>
      <section class="card">
        <Prose of={badge.description} />
        <Criteria id="criteria">{say('badge.class.earn')}</Criteria>
        <Prose of={badge.criteria} />
        <BadgeFacts of={badge} heading={Criteria} />
        <p class="small">{say('badge.criteria.version', { version: badge.version })}</p>
      </section>
    </>
  );
}
