import { SignJWT } from 'jose';
import { copyCourse } from './copies.ts';
import { type Course, gradeId, type Link } from './courses.ts';
import type { PlannedAnswer, RecordedCall } from './faults.ts';
import type { NewLaunch } from './launches.ts';
import { answerLogin, type Errand, LoginRequest, signed, startLaunch } from './login.ts';
import { type Person, type ProfileName, personIds } from './people.ts';
import { openSelection, placeItems, readSelection } from './picker.ts';
import type { Platform } from './platform.ts';
import type { Claims } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import { seatOf } from './school.ts';
import { deploymentOf, type Tool, type ToolUrls, toolOf } from './tools.ts';
import { testStudent } from './visitor.ts';

/** What an operator copies from the LMS into `col lti add-platform`. */
export interface OperatorFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly keysetUrl: string;
  readonly deploymentId: string;
  readonly family: 'generic' | 'moodle' | 'canvas';
}

/** A launch as a test wishes it; what is left out is by the book, by Ana, in course 7, in a frame. */
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

/** How tests hold the LMS: what goes wrong, what was asked of it, and every exchange without a browser. */
export type Control = ReturnType<typeof createControl>;

/** @param refuseConnections closes or opens the port, where the LMS has one of its own */
export function createControl(platform: Platform, refuseConnections: (isShut: boolean) => Promise<void>) {
  const { school, faults, clock } = platform;
  const profileOf = (wish: WishedLaunch): ProfileName => wish.profile ?? platform.defaultProfile;
  const toolFor = (wish: WishedLaunch): Tool =>
    must(
      wish.clientId
        ? school.tools.one(wish.clientId)
        : school.tools.all().find((tool) => tool.profile === profileOf(wish)),
      'tool',
    );
  const person = (key: string): Person => must(school.people.one(key), `person ${key}`);
  const course = (key: string): Course => must(school.courses.one(key), `course ${key}`);
  const tool = (clientId: string): Tool => must(school.tools.one(clientId), `tool ${clientId}`);

  return {
    // What goes wrong.
    /** Keys, tokens and services answer 503; with `refuse` the port is shut. */
    async goDown(how: 'answer-503' | 'refuse' = 'answer-503'): Promise<void> {
      if (how === 'refuse') await refuseConnections(true);
      else faults.isDown = true;
    },
    async comeBack(): Promise<void> {
      faults.isDown = false;
      await refuseConnections(false);
    },
    /** Every n-th service call answers 500; 0 ends that. */
    failEvery(n: number): void {
      faults.failEvery = n;
    },
    delayMs(ms: number): void {
      faults.delayMs = ms;
    },
    /** The next service calls get these answers, one each. */
    answerNext: (...answers: readonly PlannedAnswer[]): void => void faults.next.push(...answers),
    /** All tokens given so far are over. */
    expireToken: (): void => platform.tokens.endAll(),
    switchScopeOff(scope: string, clientId?: string): void {
      const tools = school.tools.all().filter((one) => clientId === undefined || one.clientId === clientId);
      school.tools.put(
        ...tools.map((one) => ({ ...one, scopes: one.scopes.filter((kept) => kept !== scope) })),
      );
    },
    switchScopeOn(scope: string, clientId: string): void {
      const one = tool(clientId);
      school.tools.put({ ...one, scopes: [...new Set([...one.scopes, scope])] });
    },
    rollKey: (keepOld = true): void => platform.keys.roll(keepOld),
    /** What launches and rosters tell of people. */
    share: (what: Tool['shares'], clientId: string): void =>
      school.tools.put({ ...tool(clientId), shares: what }),
    /** Another deployment of the same client id, used by launches from now on. */
    useDeployment(id: string, clientId: string): void {
      const one = tool(clientId);
      school.tools.put({ ...one, deployments: [id, ...one.deployments.filter((known) => known !== id)] });
    },

    // What was asked of it.
    /** Calls of keys, tokens and services, the oldest first. */
    calls: (part = ''): readonly RecordedCall[] => faults.calls.filter((call) => call.path.includes(part)),
    forgetCalls: (): void => void faults.calls.splice(0),
    /** Column label → person → points; null: cleared. */
    grades(courseKey: string, profile: ProfileName): Map<string, Map<string, number | null>> {
      const clients = new Set(
        school.tools
          .all()
          .filter((one) => one.profile === profile)
          .map((one) => one.clientId),
      );
      const columns = school.columns
        .all()
        .filter((one) => one.course === courseKey && clients.has(one.clientId));
      const rows = (id: string) => school.grades.all().filter((grade) => grade.column === id);
      return new Map(
        columns.map((column) => [
          column.label,
          new Map(rows(column.id).map((grade) => [grade.person, grade.points])),
        ]),
      );
    },

    // The people and courses.
    person,
    course,
    links: (courseKey: string, profile: ProfileName): readonly Link[] =>
      school.links.all().filter((link) => link.course === courseKey && link.profile === profile),
    columns: (courseKey: string) => school.columns.all().filter((column) => column.course === courseKey),
    gradeOf: (column: string, key: string) => school.grades.one(gradeId(column, key)),
    /** Enrols more learners; their keys are `learner-1` and so on, counted on. */
    addLearners(courseKey: string, count: number): readonly Person[] {
      const added = Array.from({ length: count }, () => {
        const number = school.next('person');
        const key = `learner-${number}`;
        const ids = personIds(key, number);
        const email = `${key}@school.invalid`;
        return {
          key,
          given: 'Learner',
          family: String(number),
          email,
          kind: 'learner',
          locale: 'en',
          ids,
        } as const;
      });
      school.people.put(...added);
      const now = clock.now();
      const members = added.map(
        ({ key }) => ({ person: key, as: 'learner', state: 'active', changedAt: now }) as const,
      );
      const here = course(courseKey);
      school.courses.put({ ...here, members: [...here.members, ...members] });
      return added;
    },
    setMember(courseKey: string, key: string, state: 'active' | 'inactive' | 'deleted'): void {
      const here = course(courseKey);
      const members = here.members.map((member) =>
        member.person === key ? { ...member, state, changedAt: clock.now() } : member,
      );
      school.courses.put({ ...here, members });
    },
    copyCourse: (courseKey: string): Course => copyCourse(school, course(courseKey), clock.now()),
    publish: (...links: readonly Link[]): void =>
      school.links.put(...links.map((link) => ({ ...link, isPublished: true }))),
    unpublish: (link: string): void =>
      school.links.put({ ...must(school.links.one(link), `link ${link}`), isPublished: false }),

    // The tool.
    /** The tool moved: all hand-made registrations speak to these addresses now. */
    setTool(urls: ToolUrls): void {
      for (const name of Object.keys(profiles) as ProfileName[]) {
        const fresh = toolOf(name, urls);
        const known = school.tools.one(fresh.clientId);
        school.tools.put(known ? { ...fresh, ...stateOf(known) } : fresh);
      }
    },
    tool: (profile: ProfileName): Tool => toolFor({ profile }),
    operatorFacts: (profile: ProfileName): OperatorFacts => operatorFacts(platform, profile),

    // Every exchange without a browser.
    /** What the LMS would have the browser send to the tool's login address. */
    startLaunch(wish: WishedLaunch = {}): Errand {
      const one = toolFor(wish);
      const here = course(wish.course ?? '7');
      const by = person(wish.person ?? 'ana');
      const link = wish.link === undefined ? null : must(school.links.one(wish.link), `link ${wish.link}`);
      const kind = wish.kind ?? (link ? 'link' : 'content');
      const acting = wish.asTestStudent ? testStudent(school, here) : by;
      const isLearner = wish.asTestStudent || wish.asLearner;
      const launch: NewLaunch = {
        kind,
        clientId: one.clientId,
        course: here.key,
        link: link?.id ?? null,
        by: by.key,
        person: acting.key,
        seat: isLearner ? 'learner' : seatOf(here, by),
        container: wish.container ?? 'frame',
        placement: wish.placement ?? 'module_index_menu_modal',
        target:
          wish.target ??
          link?.url ??
          (kind === 'navigation' ? `${one.launchUrl}?view=course` : one.contentUrl),
        sesskey: 'practice00',
      };
      const { method, action, fields } = startLaunch(platform, launch);
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
      if (!odd.header && !odd.key) return signed(platform, tool(clientId), claims);
      const { kid, key } = platform.keys.current();
      const header = { typ: 'JWT', alg: 'RS256', kid, ...odd.header };
      return new SignJWT(claims).setProtectedHeader(header).sign(odd.key ?? key);
    },
    /**
     * What a deep-linking answer does once it reached the return address and was confirmed.
     * @param hint the launch's `lti_message_hint`
     * @throws Error what the LMS found wrong with the answer
     */
    async placeContent(returnUrl: string, jwt: string): Promise<readonly Link[]> {
      const launch = must(launchOfReturn(platform, new URL(returnUrl)), `content selection for ${returnUrl}`);
      const selection = await readSelection(platform, launch, jwt);
      if (typeof selection === 'string') throw new Error(selection);
      return placeItems(platform, launch, selection.items);
    },
  };
}

const stateOf = ({ scopes, shares, state, deployments }: Tool) => ({ scopes, shares, state, deployments });

export function operatorFacts({ base, school }: Platform, profile: ProfileName): OperatorFacts {
  const { paths, family } = profiles[profile];
  const one = must(
    school.tools.all().find((tool) => tool.profile === profile),
    `tool under ${profile}`,
  );
  return {
    issuer: base,
    clientId: one.clientId,
    authUrl: `${base}${paths.authorization}`,
    tokenUrl: `${base}${paths.token}`,
    keysetUrl: `${base}${paths.keys}`,
    deploymentId: deploymentOf(one),
    family,
  };
}

function launchOfReturn(platform: Platform, url: URL) {
  const id = url.searchParams.get('launch') ?? url.pathname.split('/').at(-1) ?? '';
  const named = openSelection(platform, id);
  if (named) return named;
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const tool = platform.school.tools
    .all()
    .find((one) => one.profile === 'moodle' && one.deployments.includes(asked('id')));
  return platform.launches.lastSelection(asked('sesskey'), asked('course'), tool?.clientId ?? '');
}

function must<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) throw new Error(`the practice LMS has no ${what}`);
  return found;
}
