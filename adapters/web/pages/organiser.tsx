import { z } from 'zod';
import { type Community, isOfChat } from '../../../core/communities/community.ts';
import { disconnectCommunity } from '../../../core/communities/connect-community.ts';
import { CommunityId } from '../../../core/ids.ts';
import { organiserRoles } from '../../../core/lists.ts';
import { EndGrant, endGrant } from '../../../core/organisers/end-grant.ts';
import { EndStaff, endStaff } from '../../../core/organisers/end-staff.ts';
import { type HostsView, listHosts } from '../../../core/organisers/hosts.ts';
import { InviteStaff, inviteStaff } from '../../../core/organisers/invite-staff.ts';
import { endHost, MakeHost, makeHost } from '../../../core/organisers/make-host.ts';
import { Slug } from '../../../core/organisers/open-account.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { type OrganiserView, seeOrganiser } from '../../../core/organisers/see-organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk, Empty } from '../parts/desk.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Hosts } from '../parts/hosts.tsx';
import { Link } from '../parts/link.tsx';
import { useDay } from '../parts/standing.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { createSignInLinks } from '../sessions.ts';
import { notFoundAnswer } from './trouble.tsx';

export const OrganiserParams = z.object({ organiser: Slug });
export type OrganiserParams = z.infer<typeof OrganiserParams>;
type At = Here<OrganiserParams, Someone>;

const inviteDays = 7;

/** Where signed-in people begin: their organisers. With one, its desk. */
export const minePage: Page<Record<never, never>> = {
  path: '/app',
  params: z.object({}),
  async get(here) {
    const ids = [...new Set(here.who.roles.map(({ on }) => on))];
    const found = await Promise.all(
      ids.map((id) => here.web.ports.records.organisers.byId(id as Organiser['id'])), // a role on something else finds none
    );
    const mine = found.filter((one) => one !== null);
    const only = mine.length === 1 ? mine[0] : undefined;
    const checks = here.who.roles.some(({ role }) => role === 'coordinator' || role === 'site-admin');
    if (only && !checks) return { title: '', body: null, goTo: `/app/organisers/${only.slug}` };
    if (checks && mine.length === 0) return { title: '', body: null, goTo: '/app/checks' };
    return { title: sayHere(here)('organiser.choose'), body: <Mine of={mine} checks={checks} /> };
  },
};

function Mine({ of, checks }: { of: readonly Organiser[]; checks: boolean }) {
  const say = useSay();
  if (of.length === 0) return <Empty words="organiser.none" />;
  return (
    <>
      <h1>{say('organiser.choose')}</h1>
      <ul class="cards">
        {of.map(({ slug, name }) => (
          <li class="card">
            <Link to={`/app/organisers/${slug}`}>{name}</Link>
          </li>
        ))}
        {checks ? (
          <li class="card">
            <Link to="/app/checks">{say('checks.title')}</Link>
          </li>
        ) : null}
      </ul>
    </>
  );
}

const HostFields = MakeHost.omit({ organiser: true });
type HostFields = z.infer<typeof HostFields>;

/** Who works here and hosts what, and inviting, choosing or ending them. */
export const staffPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/staff',
  params: OrganiserParams,
  get: (here) => staff(here),
  posts: {
    invite: post({
      schema: InviteStaff.omit({ organiser: true }),
      again: (here: At) => staff(here),
      run: invite,
    }),
    end: post({ schema: EndStaff, again: (here: At) => staff(here), run: end }),
    host: post({ schema: HostFields, again: (here: At) => staff(here), form: () => 'host', run: host }),
    'end-host': post({ schema: HostFields, again: (here: At) => staff(here), run: hostNoMore }),
  },
};

async function staff(here: At, link: { name: string; url: string } | null = null): Promise<Answer> {
  const view = await viewOf(here);
  const hosts = view && (await listHosts(here.web.ports, here.who, view.organiser.id)).done;
  if (!hosts) return notFoundAnswer(here);
  return {
    title: sayHere(here)('organiser.title', { name: view.organiser.name }),
    body: (
      <Desk organiser={view.organiser} at="staff">
        <Staff view={view} hosts={hosts} link={link} />
      </Desk>
    ),
  };
}

async function invite(here: At, input: Omit<InviteStaff, 'organiser'>): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const invited = await inviteStaff(here.web.ports, here.who, { ...input, organiser: organiser.id });
  if (invited.refused) return refusedAnswer(here, invited.refused, tellingOf(here, []), staff);
  const url = await createSignInLinks(here.web.ports).make(invited.done.person.id, inviteDays);
  const said = sayHere(here)('organiser.staff.invited', { name: input.name });
  return { ...(await staff(here, { name: input.name, url })), said };
}

async function end(here: At, input: EndStaff): Promise<Answer> {
  const ended = await endStaff(here.web.ports, here.who, input);
  if (ended.refused) return refusedAnswer(here, ended.refused, tellingOf(here, []), staff);
  return { ...(await staff(here)), said: sayHere(here)('organiser.staff.end.done') };
}

async function host(here: At, input: HostFields): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const made = await makeHost(here.web.ports, here.who, { ...input, organiser: organiser.id });
  if (made.refused) return refusedAnswer(here, made.refused, tellingOf(here, []), staff, 'host');
  return { ...(await staff(here)), said: sayHere(here)('organiser.hosts.made') };
}

async function hostNoMore(here: At, input: HostFields): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const ended = await endHost(here.web.ports, here.who, { ...input, organiser: organiser.id });
  if (ended.refused) return refusedAnswer(here, ended.refused, tellingOf(here, []), staff);
  return { ...(await staff(here)), said: sayHere(here)('organiser.hosts.ended') };
}

function Staff(props: { view: OrganiserView; hosts: HostsView; link: { name: string; url: string } | null }) {
  const { view, link } = props;
  const say = useSay();
  const day = useDay();
  const { organiser } = view;
  return (
    <>
      <h1>{say('organiser.tab.staff')}</h1>
      {link ? (
        <section class="card" data-test="invitation">
          <p>{say('organiser.staff.link', { name: link.name })}</p>
          <p class="typed">
            <code>{link.url}</code>
          </p>
        </section>
      ) : null}
      <ul class="cards">
        {view.staff.map((row) => (
          <li class="card row between">
            <span>
              <strong>{row.name}</strong> <span class="chip">{say(`organiser.role.${row.role}`)}</span>{' '}
              {row.endedAt ? (
                <span class="small">{say('organiser.staff.ended', { day: day(row.endedAt) })}</span>
              ) : null}
            </span>
            {view.may.inviteStaff && row.endedAt === null ? (
              <Form action={`/app/organisers/${organiser.slug}/staff/end`} name={row.id}>
                <input type="hidden" name="staff" value={row.id} />
                <Button kind="quiet" label={`${say('organiser.staff.end')}: ${row.name}`}>
                  {say('organiser.staff.end')}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {view.staff.length <= 1 ? <Empty words="organiser.staff.empty" /> : null}
      {view.may.inviteStaff ? <InviteForm organiser={organiser} /> : null}
      <Hosts view={props.hosts} at={`/app/organisers/${organiser.slug}/staff`} />
    </>
  );
}

function InviteForm({ organiser }: { organiser: Organiser }) {
  const say = useSay();
  return (
    <Form action={`/app/organisers/${organiser.slug}/staff/invite`} class="card">
      <h2>{say('organiser.staff.invite')}</h2>
      <Field id="name" name="name" label={say('organiser.staff.name')} most={60} isNeeded />
      <div class="field">
        <label for="role">{say('organiser.staff.role')}</label>
        <p class="hint" id="role-hint">
          {say('organiser.staff.role.hint')}
        </p>
        <select id="role" name="role" aria-describedby="role-hint">
          {organiserRoles.map((role) => (
            <option value={role} selected={role === 'reviewer'}>
              {say(`organiser.role.${role}`)}
            </option>
          ))}
        </select>
      </div>
      <Button hook="invite">{say('organiser.staff.invite')}</Button>
    </Form>
  );
}

/** The courses that are connected, and the organiser's word for their teachers. */
export const coursesPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/courses',
  params: OrganiserParams,
  get: courses,
  posts: {
    end: post({ schema: EndGrant, again: courses, run: takeBack }),
    disconnect: post({ schema: z.object({ community: CommunityId }), again: courses, run: disconnect }),
  },
};

async function courses(here: At): Promise<Answer> {
  const view = await viewOf(here);
  if (!view) return notFoundAnswer(here);
  return {
    title: sayHere(here)('organiser.title', { name: view.organiser.name }),
    body: (
      <Desk organiser={view.organiser} at="communities">
        <Courses view={view} />
      </Desk>
    ),
  };
}

async function takeBack(here: At, input: EndGrant): Promise<Answer> {
  const ended = await endGrant(here.web.ports, here.who, input);
  if (ended.refused) return refusedAnswer(here, ended.refused, tellingOf(here, []), courses);
  return { ...(await courses(here)), said: sayHere(here)('organiser.communities.ended') };
}

async function disconnect(here: At, { community }: { community: CommunityId }): Promise<Answer> {
  const left = await disconnectCommunity(here.web.ports, here.who, community);
  if (left.refused) return refusedAnswer(here, left.refused, tellingOf(here, []), courses);
  return { ...(await courses(here)), said: sayHere(here)('organiser.communities.disconnected') };
}

/** A server or workspace: what that means, and its owner's way out of it. */
function ChatCommunity({ community, view }: { community: Community; view: OrganiserView }) {
  const say = useSay();
  const { id, title, kind } = community;
  if (kind === 'lms-course') return null;
  return (
    <li class="card">
      <h2>{title}</h2>
      <p>{say(`organiser.communities.chat.${kind}`)}</p>
      {view.may.endGrant ? (
        <Form action={`/app/organisers/${view.organiser.slug}/courses/disconnect`} name={id}>
          <input type="hidden" name="community" value={id} />
          <Button
            kind="danger"
            hook="disconnect"
            label={`${say('organiser.communities.disconnect')}: ${title}`}
          >
            {say('organiser.communities.disconnect')}
          </Button>
        </Form>
      ) : null}
    </li>
  );
}

function Courses({ view }: { view: OrganiserView }) {
  const say = useSay();
  const { now } = useHere();
  return (
    <>
      <h1>{say('organiser.tab.communities')}</h1>
      {view.communities.length === 0 ? <Empty words="organiser.communities.empty" /> : null}
      <ul class="cards">
        {view.communities.map(({ community, grants }) => {
          if (isOfChat(community)) return <ChatCommunity community={community} view={view} />;
          const inForce = grants.filter(({ until }) => until === null || until > now);
          return (
            <li class="card">
              <h2>{community.title}</h2>
              <p>
                {say(inForce.length > 0 ? 'organiser.communities.grant' : 'organiser.communities.no-grant')}
              </p>
              {view.may.endGrant
                ? inForce.map(({ id }) => (
                    <Form action={`/app/organisers/${view.organiser.slug}/courses/end`} name={id}>
                      <input type="hidden" name="grant" value={id} />
                      <Button kind="danger" label={`${say('organiser.communities.end')}: ${community.title}`}>
                        {say('organiser.communities.end')}
                      </Button>
                    </Form>
                  ))
                : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The organiser of the address; null: none, or none that this reader works for. */
export async function organiserOf(here: At): Promise<Organiser | null> {
  return (await viewOf(here))?.organiser ?? null;
}

async function viewOf(here: At): Promise<OrganiserView | null> {
  const organiser = await here.web.ports.records.organisers.bySlug(here.params.organiser);
  const seen = organiser ? await seeOrganiser(here.web.ports, here.who, organiser.id) : null;
  return seen?.done ?? null;
}
