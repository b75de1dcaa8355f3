import type { z } from 'zod';
import { type AwardView, SeeAward, seeAward } from '../../../core/badges/see-award.ts';
import { type EndorsementView, listPublic } from '../../../core/endorsements/list-endorsements.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { textFor } from '../../../core/texts.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { laterFilePath } from '../later-files.ts';
import type { Page } from '../page.ts';
import { BadgeFacts } from '../parts/badge-facts.tsx';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Endorsements } from '../parts/endorsements.tsx';
import { ShownEvidenceList } from '../parts/shown-evidence.tsx';
import { Standing, useDay } from '../parts/standing.tsx';
import { Prose, Text } from '../parts/texts.tsx';

const Params = SeeAward.pick({ address: true });
type Params = z.infer<typeof Params>;

/** The public page of an award, for people; programs get the document at the same address. It names no holder. */
export const awardPage: Page<Params, Actor> = { path: '/b/awards/:address', params: Params, get };

async function get(here: Here<Params>): Promise<Answer> {
  const say = sayHere(here);
  const seen = await seeAward(here.web.ports, here.who, { address: here.params.address, as: 'page' });
  const quiet = { 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer', Vary: 'Accept' };
  if (seen.refused) {
    return { title: say('badge.not-found.title'), status: 404, headers: quiet, body: <NotThere /> };
  }
  const name = textFor(seen.done.earned.name, [here.visitor.language]).text;
  return {
    title: say('badge.title', { name }),
    status: seen.done.standing.is === 'revoked' || seen.done.standing.is === 'withdrawn' ? 410 : 200,
    headers: quiet,
    head: <Preview of={seen.done} name={name} baseUrl={here.web.ports.baseUrl} />,
    body:
      seen.done.standing.is === 'withdrawn' ? (
        <Withdrawn />
      ) : (
        <Award
          of={seen.done}
          endorsed={await listPublic(here.web.ports, [{ kind: 'badge', id: seen.done.badge.id }])}
        />
      ),
  };
}

/** What a messenger shows of the address: the badge, never its holder. */
function Preview({ of, name, baseUrl }: { of: AwardView; name: string; baseUrl: string }) {
  return (
    <>
      <meta name="robots" content="noindex" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={name} />
      <meta property="og:site_name" content={of.organiser.name} />
      <meta
        property="og:image"
        content={`${baseUrl}/b/badges/${of.badge.id}-v${of.earned.version}/image.png`}
      />
    </>
  );
}

function Award({ of, endorsed }: { of: AwardView; endorsed: readonly EndorsementView[] }) {
  const say = useSay();
  const day = useDay();
  const { web } = useHere();
  const { award, earned, organiser } = of;
  const { peers, organisers } = of.reviewers;
  return (
    <article class="award-page">
      <div class="award-head">
        <BadgePicture of={earned.image} size={160} />
        <div>
          <h1>
            <Text of={earned.name} />
          </h1>
          <p class="by">
            {organiser.hasLogo ? (
              <img src={`/b/issuers/${organiser.id}/image.png`} alt="" width="32" height="32" />
            ) : null}
            <a href={`/b/issuers/${organiser.id}`}>{say('badge.issued-by', { organiser: organiser.name })}</a>{' '}
            <span class={organiser.isVerified ? 'chip good' : 'chip'}>
              {say(organiser.isVerified ? 'badge.verified' : 'badge.unverified')}
            </span>
          </p>
          <p class="small">{say('badge.earned-on', { day: day(award.earnedAt) })}</p>
          {award.expiresAt ? (
            <p class="small">{say('badge.valid-until', { day: day(award.expiresAt) })}</p>
          ) : null}
        </div>
      </div>
      <Standing of={of.standing} organiser={organiser.name} issuedAt={award.issuedAt} />
      <section class="card">
        <h2>{say('badge.criteria')}</h2>
        <Prose of={earned.description} />
        <Prose of={earned.criteria} />
        <p class="small">{say('badge.criteria.version', { version: earned.version })}</p>
        {of.badge.version > earned.version ? (
          <p class="small" data-test="newer-version">
            {say('badge.criteria.newer', { version: of.badge.version, earned: earned.version })}
          </p>
        ) : null}
        {peers + organisers > 0 ? (
          <p>
            {say('badge.reviews', { peers, organisers, both: peers > 0 && organisers > 0 ? 'yes' : 'no' })}
          </p>
        ) : null}
        <BadgeFacts of={earned} heading="h3" />
      </section>
      {of.evidence.length > 0 ? (
        <section class="card" aria-labelledby="evidence">
          <h2 id="evidence">{say('badge.evidence')}</h2>
          <ShownEvidenceList
            of={of.evidence}
            pathOf={(file) => laterFilePath({ address: award.address, file })}
          />
        </section>
      ) : null}
      <Endorsements of={endorsed} version={earned.version} />
      <p class="row">
        <a
          class="button quiet"
          href={`/verify?address=${encodeURIComponent(`${web.ports.baseUrl}/b/awards/${award.address}`)}`}
        >
          {say('badge.check-again')}
        </a>
        <span class="small">
          {say('badge.machine')}{' '}
          <a href={`/b/awards/${award.address}/credential`}>{say('badge.machine.newer')}</a>
        </span>
      </p>
    </article>
  );
}

const Withdrawn = () => (
  <div class="card">
    <Standing of={{ is: 'withdrawn' }} organiser="" issuedAt={null} />
  </div>
);

function NotThere() {
  const say = useSay();
  return (
    <section class="trouble">
      <h1>{say('badge.not-found.title')}</h1>
      <p>{say('badge.not-found.text')}</p>
      <p>
        <a class="button quiet" href="/verify">
          {say('verify.title')}
        </a>
      </p>
    </section>
  );
}
