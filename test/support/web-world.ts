import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type HTMLElement, parse } from 'node-html-parser';
import { createBadgePress } from '../../adapters/badges/index.ts';
import { loadDemoCity } from '../../adapters/demo-city/index.ts';
import {
  answerLaunch,
  createServer,
  createSignInLinks,
  createVisits,
  type LaunchView,
  type LmsBridge,
  type PickedItem,
  type Visit,
  type Web,
} from '../../adapters/web/index.ts';
import { enterCommunity } from '../../core/communities/enter-community.ts';
import { makePlacement } from '../../core/communities/make-placement.ts';
import type { ActivityId, CommunityId, OrganiserId, PersonId, PlaylistId, Subject } from '../../core/ids.ts';
import type { Audience, Seat } from '../../core/lists.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { recognisePerson } from '../../core/people/recognise-person.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Language } from '../../core/texts.ts';
import { type PaperPlatforms, paperPlatforms } from './paper-platforms.ts';
import { type OpenPorts, openPorts, type PortsWanted, siteOperator, verifierFor } from './ports.ts';

/** An answer of the tool, as text and as a document. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly dom: HTMLElement;
  /** All words that a reader sees in the page's middle. */
  readonly words: string;
}

/** Somebody in a visit: the document's token goes along with every request, as htmx sends it. */
export interface VisitTab {
  readonly person: PersonId;
  readonly token: string;
  /** Posting to it shows the document of the launch again, in a browser. */
  readonly launchPath: string;
  /** The document that the launch was answered with. */
  readonly first: Shown;
  get(path: string, headers?: Record<string, string>): Promise<Shown>;
  post(path: string, fields: Record<string, string | string[]>): Promise<Shown>;
  send(path: string, form: FormData): Promise<Shown>;
}

export interface Joining {
  readonly seat?: Seat;
  readonly language?: Language;
  readonly view?: LaunchView;
  /** Null: of no course. */
  readonly course?: CommunityId | null;
  readonly isTest?: boolean;
}

/** The pages over real HTTP and a real store with the demo city; the LMS is a bridge on paper. */
export interface WebWorld
  extends Pick<OpenPorts, 'settle' | 'clock' | 'gradebook' | 'roster' | 'mailer' | 'faults' | 'close'> {
  readonly ports: Ports;
  readonly web: Web;
  readonly baseUrl: string;
  readonly organiser: OrganiserId;
  /** Class 2.b of adults, with *Future makers* placed in it. */
  readonly course: CommunityId;
  readonly playlist: PlaylistId;
  activity(key: string): Promise<ActivityId>;
  /** Somebody known to the course by this name comes in. */
  visit(name: string, joining?: Joining): Promise<VisitTab>;
  /** Another course of the same organiser, with the same playlist. */
  anotherCourse(nativeId: string, audience: Audience): Promise<CommunityId>;
  signInLink(person: PersonId): Promise<string>;
  /** What was sent to the LMS, latest last. */
  readonly placed: (readonly PickedItem[])[];
  /** Visits that an LMS opened to choose content, by id. */
  readonly picking: Set<string>;
  /** The learning platforms, on paper. */
  readonly platforms: PaperPlatforms;
}

export async function openWebWorld(
  more: Partial<Web['config']> = {},
  store: Pick<PortsWanted, 'mongodbUri'> = {},
): Promise<WebWorld> {
  const open = await openPorts(store);
  const listener = createHttpServer();
  // A busy machine may need longer than the usual 5 s from one request to the next.
  listener.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const baseUrl = `http://localhost:${(listener.address() as AddressInfo).port}`;
  const ports: Ports = {
    ...open.ports,
    baseUrl,
    badgePress: createBadgePress({ baseUrl, operator: siteOperator }),
    badgeVerifier: verifierFor(() => ports, baseUrl),
  };
  const placed: WebWorld['placed'] = [];
  const picking = new Set<string>();
  const platforms = paperPlatforms();
  const web: Web = {
    ports,
    visits: createVisits(ports),
    lms: paperLms(placed, picking),
    platforms,
    config: { trustProxy: 0, operator: null, ownTexts: null, practiceLms: false, ...more },
  };
  const launches = launchRouter(web);
  listener.on(
    'request',
    createServer({ ...web, mounts: [{ path: '/launch', router: launches.router }], probes: quiet }),
  );

  await loadDemoCity(ports);
  const organiser = found(await ports.records.organisers.bySlug('mladi-zmaji'));
  const playlist = found(await ports.records.playlists.byOrigin(organiser.id, 'future-makers'));
  const enter = enterer(ports, organiser.id);
  const teacher = await enter('Ana Teacher', 'course-7', 'adults', 'teacher');
  await place(ports, teacher, { kind: 'playlist', id: playlist.id });

  return {
    ...open,
    ports,
    web,
    baseUrl,
    organiser: organiser.id,
    course: teacher.community,
    playlist: playlist.id,
    placed,
    picking,
    platforms,
    async activity(key) {
      return found(await ports.records.activities.byOrigin(organiser.id, key)).id;
    },
    async visit(name, joining = {}) {
      const seat = joining.seat ?? 'learner';
      const native = joining.course ? await nativeIdOf(ports, joining.course) : 'course-7';
      const entered = await enter(name, native, 'adults', seat, joining.isTest ?? false);
      const opened = await web.visits.open({
        person: entered.person,
        seat: joining.course === null ? null : { community: entered.community, as: seat },
        placement: null,
        isTest: joining.isTest ?? false,
        language: joining.language ?? 'en',
        framedBy: ['https://lms.example'],
      });
      if (joining.view?.page === 'picker' || joining.view?.page === 'choose-item')
        picking.add(opened.visit.id);
      const view = joining.view ?? { page: 'playlist', playlist: playlist.id };
      return tabOf(
        baseUrl,
        entered.person,
        `/launch/${opened.visit.id}`,
        await launches.launch(baseUrl, opened, view),
      );
    },
    async anotherCourse(nativeId, audience) {
      const entered = await enter(`Teacher of ${nativeId}`, nativeId, audience, 'teacher');
      await place(ports, entered, { kind: 'playlist', id: playlist.id });
      return entered.community;
    },
    signInLink: (person) => createSignInLinks(ports).make(person, 7),
    async close() {
      const ended = new Promise<void>((closed) => listener.close(() => closed()));
      listener.closeAllConnections();
      await ended;
      await open.close();
    },
  };
}

const quiet = { ready: async () => true, metrics: async () => '', metricsToken: null, answered() {} };

function found<Thing>(thing: Thing | null | undefined): Thing {
  if (thing === null || thing === undefined) throw new Error('The world lacks something');
  return thing;
}

interface Entered {
  readonly person: PersonId;
  readonly community: CommunityId;
}

/** The same name is the same person, in whatever course. */
function enterer(ports: Ports, organiser: OrganiserId) {
  return async (
    name: string,
    nativeId: string,
    audience: Audience,
    seat: Seat,
    isTest = false,
  ): Promise<Entered> => {
    const known = { kind: 'lti' as const, tenant: 'registration', subject: name };
    const { person } = found((await recognisePerson(ports, known, { language: 'en' })).done);
    const entered = await enterCommunity(ports, {
      kind: 'lms-course',
      tenant: 'registration:deployment',
      nativeId,
      title: nativeId === 'course-7' ? 'Class 2.b' : nativeId,
      organiser,
      audience,
      person: person.id,
      seat,
      name,
      isTest,
      copiedFrom: [],
    });
    return { person: person.id, community: found(entered.done).community.id };
  };
}

const nativeIdOf = async (ports: Ports, course: CommunityId): Promise<string> =>
  found(await ports.records.communities.byId(course)).nativeId;

async function place(ports: Ports, teacher: Entered, subject: Subject): Promise<void> {
  const actor = await findActor(ports, teacher.person, { community: teacher.community, as: 'teacher' });
  const made = await makePlacement(ports, actor, {
    subject,
    mode: 'whole',
    within: null,
    nativeLink: 'link-1',
    gradeColumn: { max: 100 },
    deadline: null,
  });
  found(made.done);
}

function paperLms(placed: WebWorld['placed'], picking: ReadonlySet<string>): LmsBridge {
  return {
    picking: async (visit) =>
      picking.has(visit.id) ? { acceptsMultiple: true, returnOrigin: 'https://lms.example' } : null,
    async place(_visit, items) {
      placed.push(items);
      return { action: 'https://lms.example/return', jwt: 'signed' };
    },
    openedLink: async (visit) =>
      picking.has(visit.id) ? { nativeLink: 'link-of-the-teacher', gradeColumn: null } : null,
  };
}

interface Opened {
  readonly visit: Visit;
  readonly token: string;
}

/** Where the LTI adapter would stand: a launch that is fine is answered with the page. */
function launchRouter(web: Web) {
  const waiting = new Map<string, { opened: Opened; view: LaunchView }>();
  const router = express.Router();
  router.post('/:id', async (req, res) => {
    const { opened, view } = found(waiting.get(req.params.id));
    await answerLaunch(web, req, res, opened, view);
  });
  return {
    router,
    async launch(baseUrl: string, opened: Opened, view: LaunchView): Promise<Shown> {
      waiting.set(opened.visit.id, { opened, view });
      return shownOf(await fetch(`${baseUrl}/launch/${opened.visit.id}`, { method: 'POST' }));
    },
  };
}

/** @param first the document of the launch, which holds the token */
function tabOf(baseUrl: string, person: PersonId, launchPath: string, first: Shown): VisitTab {
  const headers: unknown = JSON.parse(first.dom.querySelector('body')?.getAttribute('hx-headers') ?? '{}');
  const authorization =
    typeof headers === 'object' && headers && 'Authorization' in headers ? String(headers.Authorization) : '';
  const ask = async (path: string, init: RequestInit): Promise<Shown> =>
    shownOf(
      await fetch(new URL(path, baseUrl), {
        redirect: 'manual',
        ...init,
        headers: { authorization, 'hx-request': 'true', 'hx-target': 'page', ...init.headers },
      }),
    );
  return {
    person,
    launchPath,
    token: authorization.replace('Bearer ', ''),
    first,
    get: (path, more = {}) => ask(path, { headers: more }),
    post: (path, fields) => ask(path, { method: 'POST', body: formOf(fields) }),
    send: (path, form) => ask(path, { method: 'POST', body: form }),
  };
}

export function formOf(fields: Record<string, string | string[]>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  );
}

export async function shownOf(answer: Response): Promise<Shown> {
  const text = await answer.text();
  const dom = parse(text);
  const words = (dom.querySelector('#page') ?? dom).textContent.replace(/\s+/g, ' ').trim();
  return { status: answer.status, headers: answer.headers, text, dom, words };
}
