import type { Member } from './courses.ts';
import { asPrinted, listCall, onePage } from './gradebook.ts';
import type { Person } from './people.ts';
import type { Reply } from './profiles/profile.ts';
import { type Asked, mediaTypes } from './services.ts';

type Row = { readonly member: Member; readonly person: Person };

/** Names and roles of a course, a page at a time. */
export function listMembers(asked: Asked): Reply {
  const { platform, profile, course, tool, call } = asked;
  const link = call.query.get('rlid');
  if (link !== null && !isLinkHere(asked, link)) return unknownLink(asked);
  const rows = rowsOf(asked).filter((row) => isWanted(asked, row));

  const page = onePage(listCall(asked, 'members'), rows);
  const body = {
    id: `${platform.base}${call.path}`,
    context: { id: course.ids[profile.name], label: course.label, title: course.title },
    members: page.items.map((row) => shown(asked, row)),
  };
  const links = [page.headers['link'], differences(asked)].filter((one) => one !== undefined && one !== null);
  return {
    status: 200,
    type: mediaTypes.members,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
    body: asPrinted(profile.name, body),
  };

  function isLinkHere({ platform: { school } }: Asked, id: string): boolean {
    const found = school.links.one(id);
    const isCourseItself = profile.name === 'canvas' && id === course.ids.canvas;
    return isCourseItself || (found?.course === course.key && found.clientId === tool.clientId);
  }
}

function unknownLink({ profile, call }: Asked): Reply {
  if (profile.name === 'canvas')
    return {
      status: 400,
      type: 'application/json',
      body: { errors: { type: 'bad_request', message: 'Requested ResourceLink was not found' } },
    };
  return profile.refuse('not-found', call, 'No such resource link');
}

/** Learners before teachers, as Moodle lists them. */
function rowsOf({ platform, course }: Asked): Row[] {
  const rows = course.members.flatMap((member) => {
    const person = platform.school.people.one(member.person);
    return person && person.kind !== 'test-student' ? [{ member, person }] : [];
  });
  const learners = rows.filter(({ member }) => member.as === 'learner');
  return [...learners, ...rows.filter(({ member }) => member.as !== 'learner')];
}

/** Of the role asked for; those who left only where the platform tells of them. */
function isWanted({ profile, call }: Asked, { member, person }: Row): boolean {
  const since = call.query.get('since');
  // Rather twice than never: what happened in the very same millisecond is told again.
  if (since !== null) return member.changedAt >= since;
  if (member.state === 'deleted' || (member.state === 'inactive' && profile.name === 'moodle')) return false;

  const role = call.query.get('role');
  // Canvas takes no notice of a role beside a link.
  if (role === null || (profile.name === 'canvas' && call.query.has('rlid'))) return true;
  const short = (uri: string) => uri.split('#').at(-1);
  return profile.rosterRoles(member.as, person).some((one) => short(one) === short(role));
}

function shown({ profile, tool, call }: Asked, { member, person }: Row) {
  const name =
    tool.shares === 'nothing'
      ? {}
      : {
          name: `${person.given} ${person.family}`,
          given_name: person.given,
          family_name: person.family,
          ...(tool.shares === 'name-and-email' ? { email: person.email } : {}),
        };
  const status = { active: 'Active', inactive: 'Inactive', deleted: 'Deleted' }[member.state];
  const roles = profile.rosterRoles(member.as, person);
  const user_id = person.ids[profile.name];
  const message = call.query.has('rlid')
    ? { message: [{ 'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest' }] }
    : {};
  if (profile.name !== 'moodle') return { status, ...name, user_id, roles, ...message };
  const username = tool.shares === 'nothing' ? {} : { ext_user_username: person.key };
  return { status, roles, user_id, lis_person_sourcedid: '', ...name, ...username, ...message };
}

/** Where to ask later for what has changed since; Moodle has no such thing. */
function differences({ profile, platform, call }: Asked): string | null {
  if (profile.name !== 'by-the-book') return null;
  const url = new URL(`${platform.base}${call.path}`);
  url.searchParams.set('since', platform.clock.now());
  return `<${url.href}>; rel="differences"`;
}
