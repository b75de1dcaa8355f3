import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type App, assemble } from '../../adapters/assemble.ts';
import { run } from '../../adapters/cli/run.ts';
import { readConfig } from '../../adapters/config.ts';
import { type PracticeLms, startPracticeLms } from '../../adapters/practice-lms/index.ts';
import { hourMs, minuteMs } from '../../core/instant.ts';
import { type OwnRecords, readOwn } from '../../core/people/read-own.ts';
import { movingClock } from './moving-clock.ts';
import { PageDriver } from './page-driver.ts';
import { plainBundle } from './plain-bundle.ts';
import { answerIn, itemIn, launchAs, must, toolUrls } from './story.ts';

const profile = 'moodle';

/** For so long people go on trying while the site has answered nobody, however often it is killed. */
const patienceMs = 3 * minuteMs;

export interface CourseSize {
  readonly learners: number;
  readonly activities: number;
  readonly tasks: number;
}

/** Where people go, and with which settings the same store is opened: those of a server process. */
export interface Site {
  readonly baseUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A request that ended without an answer, or with "not now". */
export interface Away {
  readonly at: number;
  /** 503; null: the connection was lost. */
  readonly status: number | null;
}

/**
 * A course in which many hand in at once and a teacher approves in two tabs, on a site that may be away at any moment.
 * What was acknowledged is noted; in the end the store is asked.
 */
export class BusyCourse {
  readonly lms: PracticeLms;
  readonly size: CourseSize;
  /** The texts that were acknowledged, by learner. */
  readonly kept = new Map<string, string[]>();
  readonly approved = new Set<string>();
  /** How often the site has answered. */
  answers = 0;
  readonly away: Away[] = [];
  #isGivenUp = false;
  #answeredAt = Date.now();
  readonly #site: Site;
  readonly #clock: ReturnType<typeof movingClock>;

  private constructor(site: Site, size: CourseSize, lms: PracticeLms, clock: ReturnType<typeof movingClock>) {
    [this.#site, this.size, this.lms, this.#clock] = [site, size, lms, clock];
    for (const { key } of lms.control.addLearners('7', size.learners)) this.kept.set(key, []);
  }

  /** Everything is placed and nobody was there yet. @param site it runs */
  static async on(site: Site, size: CourseSize): Promise<BusyCourse> {
    const clock = movingClock();
    const lms = await startPracticeLms({ dataDir: null, tool: toolUrls(site.baseUrl), clock });
    const course = new BusyCourse(site, size, lms, clock);
    await course.#connect();
    await course.#place();
    return course;
  }

  get submissions(): number {
    return this.size.learners * this.size.activities * this.size.tasks;
  }

  /** Until all is handed in and approved. */
  async work(): Promise<void> {
    this.#answeredAt = Date.now();
    await Promise.all([
      ...[...this.kept].map(([key, texts]) => this.#handInAll(key, texts)),
      this.#approveAll(),
      this.#approveAll(),
    ]);
  }

  /**
   * Opens the house once more on the same store, with a clock so far ahead that undoing is over and what a killed server
   * had taken comes back, delivers all of it, and looks that nothing is lost and nothing doubled.
   */
  async expectNothingLost(): Promise<void> {
    const { activities, tasks } = this.size;
    const own = await this.#deliverTheRest((ports) => this.#ownOf(ports));

    expect([...this.kept.values()].flat()).toHaveLength(this.submissions);
    expect(this.approved.size).toBe(this.submissions);
    for (const [key, records] of own) {
      // What was acknowledged is there once, as its only version.
      expect(textsOf(records)).toEqual(must(this.kept.get(key)).toSorted());
      expect(records.evidence.every(({ version }) => version === 1)).toBe(true);
      expect(records.work.map(({ state }) => state)).toEqual(Array(activities * tasks).fill('finished'));
      expect(records.reviewsReceived.filter(({ undoneAt }) => undoneAt === null)).toHaveLength(
        activities * tasks,
      );
      expect(records.identities).toHaveLength(1);
      expect(records.memberships).toHaveLength(1);
      // What follows took effect once.
      expect(records.completions).toHaveLength(activities);
      expect(records.awards.map(({ state, round }) => [state, round])).toEqual(
        Array(activities + 1).fill(['issued', 1]),
      );
      expect(new Set(records.awards.map(({ badge }) => badge)).size).toBe(activities + 1);
      expect(records.notices.filter(({ note }) => note.kind === 'award-issued')).toHaveLength(activities + 1);
      expect(records.grades.map(({ state, points }) => [state, points])).toEqual(
        Array(activities + 1).fill(['sent', 100]),
      );
    }
    const columns = [...this.lms.control.grades('7', profile)];
    expect(columns).toHaveLength(activities + 1);
    for (const [, grades] of columns)
      expect([...grades].toSorted()).toEqual([...this.kept.keys()].map((key) => [key, 100]).toSorted());
  }

  close(): Promise<void> {
    return this.lms.close();
  }

  /** As an operator does, beside the running server. */
  async #connect(): Promise<void> {
    const bundle = join(tmpdir(), `plain-${process.pid}-${Date.now()}.json`);
    writeFileSync(bundle, JSON.stringify(plainBundle('plain', this.size.activities, this.size.tasks)));
    const facts = this.lms.operatorFacts(profile);
    await this.#col(
      'organiser',
      'add',
      ...optionsOf({ slug: 'plain', name: 'Plain', kind: 'youth-centre', owner: 'Ana' }),
      ...optionsOf({ language: 'en', url: 'https://plain.example', email: 'info@plain.example' }),
    );
    await this.#col('organiser', 'verify', 'plain');
    await this.#col('content', 'load', bundle, '--organiser', 'plain');
    rmSync(bundle);
    await this.#col(
      'lti',
      'add-platform',
      ...optionsOf({
        issuer: facts.issuer,
        'client-id': facts.clientId,
        'auth-url': facts.authUrl,
        'token-url': facts.tokenUrl,
        'keyset-url': facts.keysetUrl,
        'deployment-id': facts.deploymentId,
        family: facts.family,
        organiser: 'plain',
        audience: 'adults',
      }),
    );
  }

  async #col(...args: string[]): Promise<void> {
    const said: string[] = [];
    const hear = (text: string) => said.push(text);
    const code = await run(args, this.#site.env, { out: hear, err: hear, in: () => process.stdin });
    if (code !== 0) throw new Error(`col ${args.join(' ')} ended with ${code}: ${said.join('\n')}`);
  }

  async #place(): Promise<void> {
    const { lms } = this;
    const { page } = await launchAs(this.#site.baseUrl, lms, { person: 'ana', profile });
    const picker = PageDriver.open(this.#site.baseUrl, page);
    await picker.go('/app/picker?q=all+of+it');
    await picker.follow(itemIn(picker, 'plain/all'));
    await picker.submit('place', { mode: 'each-activity' });
    const { action, jwt } = answerIn(picker);
    lms.control.publish(...(await lms.control.placeContent(action, jwt)));
  }

  /** The same again until there is an answer that is not "not now", as people do while a site is away. */
  async #insist<Answer extends { readonly status: number }>(act: () => Promise<Answer>): Promise<Answer> {
    while (this.#isPatient()) {
      const answer = await this.#answered(act);
      if (answer && answer.status !== 503) return answer;
      await wait(100);
    }
    throw this.#stayedAway();
  }

  /** @returns null: the connection was lost */
  async #answered<Answer extends { readonly status: number }>(
    act: () => Promise<Answer>,
  ): Promise<Answer | null> {
    try {
      const answer = await act();
      if (answer.status === 503) this.#notNow(503);
      else this.#wasAnswered();
      return answer;
    } catch (fault) {
      if (!isLost(fault) && !isNotNow(fault)) throw fault;
      this.#notNow(isLost(fault) ? null : 503);
      return null;
    }
  }

  #wasAnswered(): void {
    this.answers += 1;
    this.#answeredAt = Date.now();
  }

  #notNow(status: Away['status']): void {
    this.away.push({ at: Date.now(), status });
  }

  async #enter(person: string): Promise<PageDriver> {
    const link = must(this.lms.control.links('7', profile).find(({ title }) => title === 'All of it')).id;
    const { baseUrl } = this.#site;
    const { page } = await this.#insist(async () => {
      const launched = await launchAs(baseUrl, this.lms, { person, link, profile });
      return { status: launched.page.status, page: launched.page };
    });
    if (page.status !== 200) throw new Error(`Refused: ${page.status} ${page.text.slice(0, 400)}`);
    return PageDriver.open(baseUrl, page);
  }

  /** Every task of every activity. What was acknowledged is noted. */
  async #handInAll(key: string, kept: string[]): Promise<void> {
    const page = await this.#enter(key);
    const steps = page.all('#steps h3 a').map((link) => must(link.getAttribute('href')));
    for (const [at, step] of steps.entries()) {
      await this.#insist(() => page.go(step));
      for (let task = 1; task <= this.size.tasks; task += 1) {
        const text = `${key}: activity ${at + 1}, task ${task}`;
        await this.#handIn(page, step, text);
        if (page.status === 200) kept.push(text);
      }
    }
  }

  /** After "not now" people open the page again and see whether it arrived. */
  async #handIn(page: PageDriver, step: string, text: string): Promise<void> {
    for (;;) {
      const sent = await this.#sent(() => page.submit('submit-evidence', { text }));
      if (sent.status === 200) return;
      // Only that may be said while a store or a process is away.
      if (sent.status !== 503) throw new Error(`Answered ${sent.status}: ${page.words.slice(0, 400)}`);
      await this.#insist(() => page.go(step));
      if (page.words.includes(text)) return;
    }
  }

  /** The same form again where the connection was lost; "not now" is an answer. */
  async #sent(act: () => Promise<PageDriver>): Promise<PageDriver> {
    while (this.#isPatient()) {
      const page = await this.#answered(act);
      if (page) return page;
      await wait(100);
    }
    throw this.#stayedAway();
  }

  /** Nobody is when another has given up. */
  #isPatient(): boolean {
    return !this.#isGivenUp && Date.now() < this.#answeredAt + patienceMs;
  }

  #stayedAway(): Error {
    this.#isGivenUp = true;
    const handedIn = [...this.kept.values()].flat().length;
    const reached = `${handedIn} of ${this.submissions} handed in, ${this.approved.size} approved`;
    return new Error(
      `The site stayed away: ${this.answers} answers, ${this.away.length} without, ${reached}`,
    );
  }

  /** A tab of Ana's: approves whatever waits, until all was. */
  async #approveAll(): Promise<void> {
    const page = await this.#enter('ana');
    /** Answered "not now": what is gone from the queue when it is looked at next was approved all the same. */
    const unsure = new Set<string>();
    while (this.approved.size < this.submissions && this.#isPatient()) {
      await this.#insist(() => page.go('/app/class'));
      const cards = page.hooks('review');
      for (const id of unsure) if (!cards.some((card) => card.id === id)) this.approved.add(id);
      unsure.clear();
      for (const card of cards) {
        const button = card.querySelector('[data-test="review-approve"]');
        if (!button) continue;
        await this.#sent(() => page.submit(button));
        if (page.status === 503) {
          unsure.add(card.id);
          break;
        }
        if (page.status === 200) this.approved.add(card.id);
      }
      if (cards.length === 0) await wait(50);
    }
  }

  async #deliverTheRest<Answer>(look: (ports: App['ports']) => Promise<Answer>): Promise<Answer> {
    const clock = this.#clock;
    clock.advance(2 * minuteMs);
    const app = await assemble(readConfig(this.#site.env), { clock });
    const listening = app.server.listen(Number(this.#site.env['PORT']), '127.0.0.1');
    try {
      await once(listening, 'listening');
      // What met a lost connection is tried again later, and later again; every kill counted as a try.
      for (let tries = 0; tries < 7 && (await app.ports.outbox.counts()).waiting > 0; tries += 1) {
        await app.settle();
        clock.advance(25 * hourMs);
      }
      const { items } = await app.ports.outbox.undelivered('all', { size: 100, after: null });
      expect(items.map(({ reaction, trouble }) => [reaction, trouble])).toEqual([]);
      expect(await app.ports.outbox.counts()).toMatchObject({ waiting: 0 });
      return await look(app.ports);
    } finally {
      listening.closeAllConnections();
      listening.close();
      await app.close();
    }
  }

  /** All that the store holds about each learner. */
  async #ownOf({ records }: App['ports']): Promise<readonly (readonly [string, OwnRecords])[]> {
    const organiser = must(await records.organisers.bySlug('plain'));
    const [course] = await records.communities.of(organiser.id);
    const [tenant = ''] = must(course).tenant.split(':');
    return Promise.all(
      [...this.kept.keys()].map(async (key) => {
        const subject = this.lms.control.person(key).ids[profile];
        const { person } = must(await records.identities.find('lti', tenant, subject));
        return [key, must(await readOwn({ records }, person))] as const;
      }),
    );
  }
}

const optionsOf = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);

const messageOf = (fault: unknown): string =>
  // By its words: the error is of another realm than the test's.
  typeof fault === 'object' && fault !== null && 'message' in fault ? String(fault.message) : '';

const isLost = (fault: unknown): boolean => ['fetch failed', 'terminated'].includes(messageOf(fault));

/** A login that was answered "not now". */
const isNotNow = (fault: unknown): boolean => /: 503 /.test(messageOf(fault));

const textsOf = ({ evidence }: OwnRecords): string[] =>
  evidence
    .flatMap(({ items }) => items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])))
    .toSorted();

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
