import type { Instant } from '../../../core/instant.ts';
import { audiences } from '../../../core/lists.ts';
import type { PlatformsView } from '../../../core/organisers/list-platforms.ts';
import {
  type ConnectedPlatform,
  type PlatformFamily,
  type PlatformSchool,
  platformFamilies,
} from '../../../core/ports/platforms.ts';
import { ago } from '../../conversation/words/dates.ts';
import { useHere, useSay } from '../here.ts';
import { Empty } from '../parts/desk.tsx';
import { Button, Form } from '../parts/form.tsx';
import { useDay } from '../parts/standing.tsx';

/** An invitation that was just made; its address is shown once. */
export interface Invited {
  readonly url: string;
  readonly expiresAt: Instant;
  readonly family: PlatformFamily;
}

interface Props {
  readonly view: PlatformsView;
  readonly slug: string;
  readonly invited: Invited | null;
}

export function PlatformList({ view: { platforms, mayConnect }, slug, invited }: Props) {
  const say = useSay();
  return (
    <>
      <h1>{say('organiser.tab.platforms')}</h1>
      {invited ? <Invitation of={invited} /> : null}
      {platforms.length === 0 ? <Empty words="organiser.platforms.empty" /> : null}
      <ul class="cards">
        {platforms.map((platform) => (
          <Platform of={platform} slug={slug} mayConnect={mayConnect} />
        ))}
      </ul>
      {mayConnect ? (
        <Invite slug={slug} isMain={!platforms.some(waits)} />
      ) : (
        <p class="small">{say('organiser.platforms.owners')}</p>
      )}
    </>
  );
}

const waits = ({ schools }: ConnectedPlatform): boolean => schools.some(({ status }) => status === 'pending');

function Invitation({ of: { url, expiresAt, family } }: { of: Invited }) {
  const say = useSay();
  const day = useDay();
  return (
    <article class="card" data-test="platform-invitation">
      <h2>{say('organiser.platforms.invited', { day: day(expiresAt) })}</h2>
      <p>
        <code class="address" data-test="invitation-url">
          {url}
        </code>
      </p>
      <p>{say(`organiser.platforms.paste.${family}`)}</p>
    </article>
  );
}

function Platform({ of, slug, mayConnect }: { of: ConnectedPlatform; slug: string; mayConnect: boolean }) {
  const say = useSay();
  const { isActive } = of;
  return (
    <li class="card" data-test="platform" data-active={String(isActive)}>
      <h2>
        {new URL(of.address).host} <span class="chip">{say(`organiser.platforms.family.${of.family}`)}</span>{' '}
        {isActive ? null : <span class="chip">{say('organiser.platforms.off')}</span>}
      </h2>
      <p class="small">{say('organiser.platforms.client', { id: of.clientId })}</p>
      {of.schools.length === 0 ? <p>{say('organiser.platforms.no-school')}</p> : null}
      <ul class="rows">
        {of.schools.map((school) => (
          <School of={school} platform={of} slug={slug} mayConnect={mayConnect} />
        ))}
      </ul>
      {mayConnect ? (
        <Form action={`/app/organisers/${slug}/platforms/switch`} name={`switch-${of.id}`}>
          <input type="hidden" name="platform" value={of.id} />
          <Button kind="quiet" name="to" value={isActive ? 'off' : 'on'} hook="switch-platform">
            {say(isActive ? 'organiser.platforms.switch-off' : 'organiser.platforms.switch-on')}
          </Button>
        </Form>
      ) : null}
    </li>
  );
}

interface OfSchool {
  readonly of: PlatformSchool;
  readonly platform: ConnectedPlatform;
  readonly slug: string;
  readonly mayConnect: boolean;
}

function School({ of, platform, slug, mayConnect }: OfSchool) {
  const say = useSay();
  const { visitor, now } = useHere();
  return (
    <li class="row between" data-test="school" data-status={of.status} data-school={of.id}>
      <span>
        <strong>{of.name ?? say('organiser.platforms.nameless')}</strong>{' '}
        <span class={of.status === 'approved' ? 'chip good' : 'chip'}>
          {say(`organiser.platforms.status.${of.status}`)}
        </span>
        {of.course ? (
          <>
            <br />
            {say('organiser.platforms.course', { title: of.course })}
          </>
        ) : null}
        <br />
        <span class="small">
          {say('organiser.platforms.deployment', { id: of.id })} · {ago(visitor.language, of.firstSeen, now)}
        </span>
      </span>
      {mayConnect ? <Decide of={of} platform={platform} slug={slug} /> : null}
      {of.otherSite ? <OtherSite of={of} platform={platform} slug={slug} mayConnect={mayConnect} /> : null}
    </li>
  );
}

/** Something that calls itself by the same deployment: what that may be, and what to do in either case. */
function OtherSite({ of, platform, slug, mayConnect }: OfSchool) {
  const say = useSay();
  const { visitor, now } = useHere();
  if (!of.otherSite) return null;
  const name = of.otherSite.name ?? say('organiser.platforms.nameless');
  return (
    <div class="refused other-site" data-test="other-site">
      <p>
        {say('organiser.platforms.other-site', {
          name,
          when: ago(visitor.language, of.otherSite.firstSeen, now),
        })}
      </p>
      <p>{say('organiser.platforms.other-site.do')}</p>
      {mayConnect ? (
        <Form action={`/app/organisers/${slug}/platforms/settle`} name={`settle-${platform.id}-${of.id}`}>
          <input type="hidden" name="platform" value={platform.id} />
          <input type="hidden" name="school" value={of.id} />
          <Button kind="quiet" hook="settle-site">
            {say('organiser.platforms.other-site.moved')}
          </Button>
        </Form>
      ) : null}
    </div>
  );
}

function Decide({ of, platform, slug }: Omit<OfSchool, 'mayConnect'>) {
  const say = useSay();
  const name = of.name ?? of.id;
  return (
    <Form
      action={`/app/organisers/${slug}/platforms/decide`}
      name={`${platform.id}-${of.id}`}
      class="buttons"
    >
      <input type="hidden" name="platform" value={platform.id} />
      <input type="hidden" name="school" value={of.id} />
      {of.status === 'approved' ? null : (
        <Button
          kind={of.status === 'pending' ? 'main' : 'quiet'}
          name="decision"
          value="approved"
          hook="approve-school"
          label={`${say('organiser.platforms.approve')}: ${name}`}
        >
          {say('organiser.platforms.approve')}
        </Button>
      )}
      {of.status === 'blocked' ? null : (
        <Button
          kind="quiet"
          name="decision"
          value="blocked"
          hook="block-school"
          label={`${say('organiser.platforms.block')}: ${name}`}
        >
          {say('organiser.platforms.block')}
        </Button>
      )}
    </Form>
  );
}

function Invite({ slug, isMain }: { slug: string; isMain: boolean }) {
  const say = useSay();
  return (
    <Form action={`/app/organisers/${slug}/platforms/invite`} name="invite" class="card">
      <h2>{say('organiser.platforms.invite')}</h2>
      <p>{say('organiser.platforms.invite-why')}</p>
      <div class="field">
        <label for="family">{say('organiser.platforms.which')}</label>
        <select id="family" name="family">
          {platformFamilies.map((family) => (
            <option value={family}>{say(`organiser.platforms.family.${family}`)}</option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="audience">{say('organiser.platforms.audience')}</label>
        <select id="audience" name="audience">
          {audiences.map((audience) => (
            <option value={audience} selected={audience === 'mixed'}>
              {say(`organiser.platforms.audience.${audience}`)}
            </option>
          ))}
        </select>
      </div>
      <Button kind={isMain ? 'main' : 'quiet'} hook="invite-platform">
        {say('organiser.platforms.make')}
      </Button>
    </Form>
  );
}
