import { z } from 'zod';
import type { BadgeVersion } from '../../../core/badges/badge.ts';
import { seeBadge } from '../../../core/badges/see-badge.ts';
import { seeIssuer } from '../../../core/badges/see-issuer.ts';
import {
  type EndorsementView,
  listPublic,
  seeEndorser,
} from '../../../core/endorsements/list-endorsements.ts';
import { BadgeId, OrganiserId } from '../../../core/ids.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { textFor } from '../../../core/texts.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { BadgeShown } from '../parts/badge-shown.tsx';
import { Endorsements } from '../parts/endorsements.tsx';
import { Prose } from '../parts/texts.tsx';
import { notFoundAnswer } from './trouble.tsx';

/** `<badge>-v<n>`; without the version the newest. */
const Badge = z.object({ badge: z.string().regex(/^[A-Za-z0-9]{1,64}(-v\d{1,6})?$/) });
const Issuer = z.object({ organiser: OrganiserId });

/** What a badge stands for, for people; programs get the document at the same address. */
export const badgePage: Page<z.infer<typeof Badge>, Actor> = {
  path: '/b/badges/:badge',
  params: Badge,
  async get(here) {
    const [id = '', version] = here.params.badge.split('-v');
    const badge = BadgeId.safeParse(id);
    if (!badge.success) return notFoundAnswer(here);
    const seen = await seeBadge(here.web.ports, {
      badge: badge.data,
      version: version ? Number(version) : null,
    });
    if (seen.refused) return notFoundAnswer(here);
    const { badge: found, shown: newest, organiser } = seen.done;
    const endorsed = await listPublic(here.web.ports, [{ kind: 'badge', id: found.id }]);
    return shown(here, newest, organiser, endorsed);
  },
};

function shown(
  here: Here,
  badge: BadgeVersion,
  organiser: Organiser,
  endorsed: readonly EndorsementView[],
): Answer {
  const name = textFor(badge.name, [here.visitor.language]).text;
  return {
    title: sayHere(here)('badge.title', { name }),
    headers: { Vary: 'Accept' },
    body: (
      <article class="award-page">
        <BadgeShown badge={badge} organiser={organiser} />
        <Endorsements of={endorsed} version={badge.version} />
      </article>
    ),
  };
}

/** Who stands behind badges, for people; programs get the document at the same address. */
export const issuerPage: Page<z.infer<typeof Issuer>, Actor> = {
  path: '/b/issuers/:organiser',
  params: Issuer,
  async get(here) {
    const seen = await seeIssuer(here.web.ports, here.params);
    if (seen.refused) {
      const endorser = await seeEndorser(here.web.ports, here.params);
      const at = endorser.done && `/b/endorsements/${endorser.done.endorsement.address}`;
      return at ? { title: '', body: null, goTo: at } : notFoundAnswer(here);
    }
    const endorsed = await listPublic(here.web.ports, [{ kind: 'organiser', id: seen.done.id }]);
    return {
      title: seen.done.name,
      headers: { Vary: 'Accept' },
      body: (
        <>
          <Behind organiser={seen.done} />
          <Endorsements of={endorsed} />
        </>
      ),
    };
  },
};

function Behind({ organiser }: { organiser: Organiser }) {
  const say = useSay();
  const isVerified = organiser.verification === 'verified';
  return (
    <article class="card">
      <div class="row">
        {organiser.logo ? <BadgePicture of={organiser.logo} size={96} /> : null}
        <h1>{organiser.name}</h1>
      </div>
      <p>
        <span class={isVerified ? 'chip good' : 'chip'}>
          {say(isVerified ? 'badge.verified' : 'badge.unverified')}
        </span>
      </p>
      {organiser.about ? <Prose of={organiser.about} /> : null}
      {organiser.url ? (
        <p>
          <a href={organiser.url} rel="noopener noreferrer">
            {new URL(organiser.url).host}
          </a>
        </p>
      ) : null}
    </article>
  );
}
