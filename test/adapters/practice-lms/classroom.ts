import type { JWTPayload } from 'jose';
import {
  type LmsKeys,
  openKeys,
  type PracticeLms,
  type PracticeLmsOptions,
  type ProfileName,
  startPracticeLms,
  type WishedLaunch,
} from '../../../adapters/practice-lms/index.ts';
import { type Platform, TinyTool } from '../../support/tiny-tool.ts';
import { Walker } from './walker.ts';

export const profiles: readonly ProfileName[] = ['by-the-book', 'moodle', 'canvas'];

export const ims = 'https://purl.imsglobal.org/spec/';
export const claim = `${ims}lti/claim/`;
export const settingsClaim = `${ims}lti-dl/claim/deep_linking_settings`;
export const endpointClaim = `${ims}lti-ags/claim/endpoint`;
export const rosterClaim = `${ims}lti-nrps/claim/namesroleservice`;

export const types = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
  members: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
};

/** A graded playlist and an ungraded link, as a tool proposes them. */
export const twoItems = [
  {
    type: 'ltiResourceLink',
    title: 'Future makers',
    text: 'A playlist',
    custom: { col_item: 'fm', Col_Link: 'one' },
    lineItem: { label: 'Future makers', scoreMaximum: 100, resourceId: 'fm', tag: 'playlist' },
  },
  { type: 'ltiResourceLink', title: 'Podcast', window: { targetName: '_blank' } },
];

/** Of all platforms of a test file. */
let keys: LmsKeys | undefined;

/** The practice LMS on its own port beside the tiny tool, and what both are asked to do. */
export class Classroom {
  readonly tool: TinyTool;
  readonly lms: PracticeLms;

  private constructor(tool: TinyTool, lms: PracticeLms) {
    this.tool = tool;
    this.lms = lms;
  }

  static async open(options: Partial<PracticeLmsOptions> = {}): Promise<Classroom> {
    const tool = await TinyTool.start();
    keys ??= openKeys(null);
    const ours = options.dataDir ? {} : { keys };
    const lms = await startPracticeLms({ dataDir: null, tool: tool.urls, ...ours, ...options });
    tool.trust(...profiles.map((profile) => lms.operatorFacts(profile)));
    return new Classroom(tool, lms);
  }

  async close(): Promise<void> {
    await this.lms.close();
    await this.tool.close();
  }

  platform(profile: ProfileName): Platform {
    return this.lms.operatorFacts(profile);
  }

  /** The claims of a launch that went through login, redirect and signature. */
  async launch(wish: WishedLaunch): Promise<JWTPayload> {
    const { launches, refusals } = this.tool;
    const before = launches.length;
    const errand = this.lms.control.startLaunch(wish);
    const query = new URLSearchParams(errand.fields);
    const answer = await fetch(
      errand.method === 'get' ? `${errand.action}?${query}` : errand.action,
      errand.method === 'get' ? { redirect: 'manual' } : { method: 'POST', body: query, redirect: 'manual' },
    );
    const back = await this.lms.control.answerLogin(answer.headers.get('location') ?? '');
    await fetch(back.action, { method: 'POST', body: new URLSearchParams(back.fields) });
    const [launch] = launches.slice(before);
    if (!launch) throw new Error(`refused: ${refusals.at(-1)}`);
    return launch;
  }

  /** Places items as Ana does. @returns the links, published */
  async place(profile: ProfileName, items: readonly object[] = twoItems, wish: WishedLaunch = {}) {
    const request = await this.launch({ ...wish, profile });
    const jwt = await this.tool.selection(this.platform(profile), request, items);
    const settings = request[settingsClaim] as { deep_link_return_url: string };
    const links = await this.lms.control.placeContent(settings.deep_link_return_url, jwt);
    this.lms.control.publish(...links);
    return links;
  }

  async walker(person: string, profile: ProfileName): Promise<Walker> {
    const walker = new Walker();
    await walker.open(`${this.lms.baseUrl}/`);
    await walker.open(`${this.lms.baseUrl}/profile`, { profile });
    return walker.open(`${this.lms.baseUrl}/sign-in`, { person });
  }

  id(person: string, profile: ProfileName): string {
    return this.lms.control.person(person).ids[profile];
  }
}

/** A service as a tool calls it, with one token for all scopes. */
export class Caller {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  static async of(
    { tool, lms }: Classroom,
    profile: ProfileName,
    ...scopes: readonly string[]
  ): Promise<Caller> {
    return new Caller(await tool.token(lms.operatorFacts(profile), ...scopes));
  }

  get(url: string, accept: string): Promise<Response> {
    return fetch(url, { headers: { authorization: `Bearer ${this.#token}`, accept } });
  }

  send(method: 'POST' | 'PUT', url: string, type: string, body: object): Promise<Response> {
    return fetch(url, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': type },
      body: JSON.stringify(body),
    });
  }

  remove(url: string): Promise<Response> {
    return fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${this.#token}` } });
  }

  /** `/scores` stands before the query. */
  score(item: string, userId: string, more: object = {}): Promise<Response> {
    return this.send('POST', below(item, 'scores'), types.score, {
      userId,
      scoreGiven: 50,
      scoreMaximum: 100,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      timestamp: new Date().toISOString(),
      ...more,
    });
  }

  async results(item: string): Promise<{ userId: string; resultScore?: number; resultMaximum?: number }[]> {
    return (await this.get(below(item, 'results'), types.results)).json() as never;
  }
}

/** `/scores` and `/results` extend the path, wherever the query stands. */
export function below(item: string, part: string): string {
  const url = new URL(item);
  url.pathname += `/${part}`;
  return url.href;
}
