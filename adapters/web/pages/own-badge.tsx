import { z } from 'zod';
import { versionOf } from '../../../core/badges/badge.ts';
import type { BadgeView } from '../../../core/badges/badge-view.ts';
import { explainBadge } from '../../../core/badges/explain-badge.ts';
import type { EndorsedObject } from '../../../core/endorsements/endorsement.ts';
import { type EndorsementView, listPublic } from '../../../core/endorsements/list-endorsements.ts';
import { type ActivityId, BadgeId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { AwardShown } from '../parts/award.tsx';
import { BadgeFacts } from '../parts/badge-facts.tsx';
import { Endorsements, YouCanNow } from '../parts/endorsements.tsx';
import { TellingOf } from '../parts/telling.tsx';
import { Prose, textHere } from '../parts/texts.tsx';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly badge: BadgeId;
}

/** A badge before whoever may earn it: whether they have it, and if not, why not yet. */
export const ownBadgePage: Page<Params> = {
  path: '/app/badges/:badge',
  params: z.object({ badge: BadgeId }),
  get,
};

async function get(here: Here<Params, Someone>): Promise<Answer> {
  const seen = await explainBadge(here.web.ports, here.who, here.params);
  if (seen.refused) return notFoundAnswer(here);
  return { title: textHere(here, seen.done.badge.name), body: await shown(here, seen.done) };
}

async function shown(here: Here<Params, Someone>, view: BadgeView) {
  const { records } = here.web.ports;
  const named = await records.activities.byIds(activitiesIn(view.explanation));
  const endorsed = await listPublic(here.web.ports, objectsOf(view.badge));
  return (
    <TellingOf activities={named}>
      <OwnBadge of={view} endorsed={endorsed} />
    </TellingOf>
  );
}

/** Those that the reasons name. */
const activitiesIn = ({ reason, because }: BadgeView['explanation']): readonly ActivityId[] => [
  ...('activity' in reason ? [reason.activity] : []),
  ...because.flatMap(activitiesIn),
];

/** What stands behind this badge, its activities and playlists, or all of its organiser's. */
export const objectsOf = ({ id, organiser, earnedBy }: BadgeView['badge']): readonly EndorsedObject[] => [
  { kind: 'badge', id },
  { kind: 'organiser', id: organiser },
  ...earnedBy.flatMap((rule): EndorsedObject[] => {
    if ('activity' in rule) return [{ kind: 'activity', id: rule.activity }];
    return 'playlist' in rule ? [{ kind: 'playlist', id: rule.playlist }] : [];
  }),
];

function OwnBadge({ of, endorsed }: { of: BadgeView; endorsed: readonly EndorsementView[] }) {
  const say = useSay();
  return (
    <>
      <AwardShown of={of} heading="h1" at={`/app/badges/${of.badge.id}`} />
      <section class="card">
        <Prose of={of.badge.description} />
        <h2>{say('badge.class.earn')}</h2>
        <Prose of={of.badge.criteria} />
        <BadgeFacts of={versionOf(of.badge)} heading="h2" />
      </section>
      {of.state === 'issued' ? <YouCanNow of={endorsed} /> : null}
      <Endorsements of={endorsed} version={of.badge.version} />
    </>
  );
}
