import { SignJWT } from 'jose';
import type { Link } from '../courses.ts';
import type { NewLaunch } from '../launches.ts';
import { answerLogin, type Errand, LoginRequest, signed, startLaunch } from '../login.ts';
import type { ProfileName } from '../people.ts';
import { openSelection, placeItems, readSelection } from '../picker.ts';
import type { Platform } from '../platform.ts';
import type { Claims } from '../profiles/profile.ts';
import { selectionInMoodle } from '../routes/selections.tsx';
import { seatOf, testStudent } from '../school.ts';
import type { Tool } from '../tools.ts';
import { must } from './must.ts';

/** A launch as a test wishes it; what is left out is by Ana, in course 7, in a frame. */
export interface WishedLaunch {
  readonly profile?: ProfileName;
  readonly clientId?: string;
  readonly person?: string;
  readonly course?: string;
  /** Id of a link; without one the teacher selects content. */
  readonly link?: string;
  readonly kind?: 'link' | 'content' | 'navigation';
  readonly container?: 'frame' | 'window';
  readonly target?: string;
  readonly placement?: string;
  /** Canvas: the stand-in of the course instead of the person. */
  readonly asTestStudent?: boolean;
  /** Moodle: the teacher takes the other seat. */
  readonly asLearner?: boolean;
}

const sesskey = 'practice00';

/** Every exchange with a tool, without a browser. */
export function exchanges(platform: Platform) {
  const { school } = platform;
  return {
    /** What the LMS would have the browser send to the tool's login address. */
    startLaunch(wish: WishedLaunch = {}): Errand {
      const { method, action, fields } = startLaunch(platform, launchOf(platform, wish));
      return { method, action, fields };
    },
    /**
     * What the LMS answers to the tool's authorization request, as if the right person were signed in.
     * @param location the address the tool redirected to
     * @param change bends the claims before they are signed
     * @throws Error where the LMS would show a page instead
     */
    async answerLogin(
      location: string,
      change: (claims: Claims) => Claims = (claims) => claims,
    ): Promise<Errand> {
      const request = LoginRequest.parse(Object.fromEntries(new URL(location).searchParams));
      const bent = { ...platform, bend: (claims: Claims) => change(platform.bend(claims)) };
      const answer = await answerLogin(bent, request, 'anybody');
      if ('page' in answer) throw new Error(answer.page);
      return answer;
    },
    /** Signs any claims as the LMS; header and key can be others. */
    sign(
      clientId: string,
      claims: Claims,
      odd: { header?: Record<string, unknown>; key?: Parameters<SignJWT['sign']>[0] } = {},
    ): Promise<string> {
      if (!odd.header && !odd.key)
        return signed(platform, must(school.tools.one(clientId), `tool ${clientId}`), claims);
      const { kid, key } = platform.keys.current();
      const header = { typ: 'JWT', alg: 'RS256', kid, ...odd.header };
      return new SignJWT(claims).setProtectedHeader(header).sign(odd.key ?? key);
    },
    /**
     * What a deep-linking answer does once it reached its return address and was confirmed.
     * @throws Error what the LMS found wrong with the answer
     */
    async placeContent(returnUrl: string, jwt: string): Promise<readonly Link[]> {
      const url = new URL(returnUrl);
      const id = url.searchParams.get('launch') ?? url.pathname.split('/').at(-1) ?? '';
      const named = openSelection(platform, id);
      const launch = named ?? selectionInMoodle(platform, Object.fromEntries(url.searchParams));
      const selection = await readSelection(platform, must(launch, `content selection at ${returnUrl}`), jwt);
      if (typeof selection === 'string') throw new Error(selection);
      return placeItems(platform, must(launch, 'launch'), selection.items);
    },
  };
}

/** The tool a test means: by client id, else the first one of the profile. */
export function toolFor({ school, defaultProfile }: Platform, wish: WishedLaunch): Tool {
  if (wish.clientId !== undefined) return must(school.tools.one(wish.clientId), `tool ${wish.clientId}`);
  const profile = wish.profile ?? defaultProfile;
  return must(
    school.tools.all().find((tool) => tool.profile === profile),
    `tool under ${profile}`,
  );
}

function launchOf(platform: Platform, wish: WishedLaunch): NewLaunch {
  const { school } = platform;
  const tool = toolFor(platform, wish);
  const course = must(school.courses.one(wish.course ?? '7'), 'such course');
  const by = must(school.people.one(wish.person ?? 'ana'), 'such person');
  const link = wish.link === undefined ? null : must(school.links.one(wish.link), `link ${wish.link}`);
  const kind = wish.kind ?? (link ? 'link' : 'content');
  const usual = kind === 'navigation' ? `${tool.launchUrl}?view=course` : (link?.url ?? tool.contentUrl);
  return {
    kind,
    sesskey,
    clientId: tool.clientId,
    course: course.key,
    link: link?.id ?? null,
    by: by.key,
    person: (wish.asTestStudent ? testStudent(school, course) : by).key,
    seat: wish.asTestStudent || wish.asLearner ? 'learner' : seatOf(course, by),
    container: wish.container ?? 'frame',
    placement: wish.placement ?? 'module_index_menu_modal',
    target: wish.target ?? usual,
  };
}
