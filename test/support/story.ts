import { AddPlatform, loadDemoCity } from '../../adapters/assemble.ts';
import type { Config } from '../../adapters/config.ts';
import {
  type PracticeLms,
  type ProfileName,
  startPracticeLms,
  type WishedLaunch,
} from '../../adapters/practice-lms/index.ts';
import type { PersonId, PlaylistId } from '../../core/ids.ts';
import { secondMs } from '../../core/instant.ts';
import type { Audience } from '../../core/lists.ts';
import { InviteStaff, inviteStaff } from '../../core/organisers/invite-staff.ts';
import { OpenAccount, openAccount } from '../../core/organisers/open-account.ts';
import { verifyOrganiser } from '../../core/organisers/verify-organiser.ts';
import { operator } from '../../core/people/actor.ts';
import { type House, openHouse } from './house.ts';
import { PageDriver } from './page-driver.ts';
import { openTab, type Page } from './tab.ts';

/** What stands in a course once *Future makers* was placed in it, each activity as its own item. */
export const titles = {
  header: 'Future makers',
  explore: 'Explore skills',
  interview: 'Interview a neighbour',
  openSpace: 'Open space at the library',
  podcast: 'Podcast',
} as const;
export type Title = (typeof titles)[keyof typeof titles];

/** What somebody hands in for both tasks of the interview. */
const talk = ['We talked about her first job.', 'That she never finished school.'];

/** Undoing is over then. */
export const undoOver = 10.5 * secondMs;

/** The house with the demo city, and the practice LMS on another site, connected for *Gimnazija Zmaj*. */
export interface World {
  readonly house: House;
  readonly lms: PracticeLms;
  /** Ends it, and holds that nothing was logged as an error. */
  close(): Promise<void>;
}

/** @param more where the house keeps everything; in memory where nothing is said */
export async function openWorld(
  profiles: readonly ProfileName[],
  audience: Audience,
  more: { readonly config?: Partial<Config>; readonly given?: Parameters<typeof openHouse>[1] } = {},
): Promise<World> {
  const house = await openHouse(more.config, more.given);
  const { ports, lti } = house.app;
  await loadDemoCity(ports);
  const lms = await startPracticeLms({ dataDir: null, tool: toolUrls(house.baseUrl), clock: house.clock });
  await openAccount(ports, operator, OpenAccount.parse(school));
  await verifyOrganiser(ports, operator, { slug: school.slug });
  for (const profile of profiles) {
    const input = { ...lms.operatorFacts(profile), organiser: school.slug, audience };
    const added = await lti.registrations.add(AddPlatform.parse(input));
    if (added.refused) throw new Error(`Not connected: ${JSON.stringify(added.refused)}`);
  }
  return {
    house,
    lms,
    async close() {
      await lms.close();
      await house.close();
      expect(house.errors).toEqual([]);
    },
  };
}

export const toolUrls = (baseUrl: string) => ({
  loginUrl: `${baseUrl}/lti/login`,
  launchUrl: `${baseUrl}/lti/launch`,
  keysUrl: `${baseUrl}/lti/keys`,
});

const school = {
  slug: 'gimnazija-zmaj',
  name: 'Gimnazija Zmaj',
  kind: 'school',
  url: 'https://zmaj.example',
  email: 'info@zmaj.example',
  languages: ['sl'],
  home: null,
  owner: { name: 'Ana', email: null },
};

/** How the LMS vouches for somebody: bends the claims of the launch. */
type Bend = NonNullable<Parameters<PracticeLms['control']['answerLogin']>[1]>;

/** Everything a browser does between a click in the LMS and our page. @returns the answer, and the form that led to it */
export async function launchAs(
  base: string,
  lms: PracticeLms,
  wish: WishedLaunch,
  bend: Bend = (claims) => claims,
): Promise<{ page: Page; again: () => Promise<Page> }> {
  const tab = openTab(base);
  const errand = lms.control.startLaunch(wish);
  const query = new URLSearchParams(errand.fields);
  const login =
    errand.method === 'get'
      ? await tab.get(`${errand.action}?${query}`)
      : await tab.post(errand.action, { ...errand.fields });
  const location = login.headers.get('location');
  if (!location) throw new Error(`No way back to the LMS: ${login.status} ${login.text.slice(0, 300)}`);
  const back = await lms.control.answerLogin(location, bend);
  const again = () => tab.post(back.action, { ...back.fields }, { accept: 'text/html' });
  return { page: await again(), again };
}

/** People of one LMS, and what they do on our pages. */
export class Story {
  readonly world: World;
  readonly profile: ProfileName;

  constructor(world: World, profile: ProfileName) {
    this.world = world;
    this.profile = profile;
  }

  /** Opens a placed link. */
  async at(person: string, title: Title, more: WishedLaunch = {}, bend?: Bend): Promise<PageDriver> {
    const { house, lms } = this.world;
    const { profile } = this;
    const link = lms.control.links(more.course ?? '7', profile).find((one) => one.title === title);
    if (!link) throw new Error(`${title} does not stand in the course`);
    const { page } = await launchAs(house.baseUrl, lms, { person, link: link.id, profile, ...more }, bend);
    if (page.status !== 200) throw new Error(`Refused: ${page.status} ${page.text.slice(0, 400)}`);
    return PageDriver.open(house.baseUrl, page);
  }

  /** The teacher asks the LMS for content of ours. */
  async choosing(teacher = 'ana', course = '7'): Promise<PageDriver> {
    const { house, lms } = this.world;
    const wish = { person: teacher, course, profile: this.profile };
    const { page } = await launchAs(house.baseUrl, lms, wish);
    return PageDriver.open(house.baseUrl, page);
  }

  /** Places *Future makers*, each activity as its own item, and shows it to learners. */
  async place(teacher = 'ana', course = '7'): Promise<void> {
    const picker = await this.choosing(teacher, course);
    await picker.submit(picker.all('form.search button')[0] ?? 'search', { q: 'future mak' });
    await picker.follow(itemIn(picker, 'mladi-zmaji/future-makers'));
    await picker.submit('place', { mode: 'each-activity' });
    await this.confirm(picker);
  }

  /** The form that goes back to the LMS, and what the LMS makes of it. */
  async confirm(picker: PageDriver): Promise<void> {
    const { control } = this.world.lms;
    const { action, jwt } = answerIn(picker);
    control.publish(...(await control.placeContent(action, jwt)));
  }

  async declare(person: string, course = '7'): Promise<PageDriver> {
    const page = await this.at(person, titles.explore, { course });
    await page.submit('declare-done');
    await this.world.house.settle();
    return page;
  }

  /** Hands in the interview's tasks, one after the other. @returns the page after it */
  async handIn(person: string, words: readonly string[] = talk, course = '7'): Promise<PageDriver> {
    const page = await this.at(person, titles.interview, { course });
    for (const text of words) await page.submit('submit-evidence', { text });
    await this.world.house.settle();
    return page;
  }

  /** Peers who have come as far as the interview, and joined it. */
  async peers(...persons: readonly string[]): Promise<void> {
    for (const person of persons) {
      await this.declare(person);
      await (await this.at(person, titles.interview)).submit('join');
    }
  }

  /** A peer approves what somebody handed in. */
  async approveAsPeer(peer: string, name: string): Promise<void> {
    const page = await this.at(peer, titles.interview);
    await page.submit(inCardOf(page, name, 'review-approve'));
    page.hook('undo');
  }

  async classOf(teacher = 'ana', course = '7'): Promise<PageDriver> {
    const page = await this.at(teacher, titles.header, { course });
    return page.follow(linkTo(page, '/app/class'));
  }

  /** Ana approves the card of somebody. */
  async approve(name: string): Promise<void> {
    const page = await this.classOf();
    await page.submit(inCardOf(page, name, 'review-approve'));
    page.hook('undo');
  }

  /** Ana confirms that somebody was there. */
  async confirmAttendance(name: string): Promise<void> {
    const page = await this.classOf();
    await page.submit('confirm-attendance', { persons: page.choice('confirm-attendance', name) });
    page.hook('undo');
  }

  /** All that is needed but the confirmation of attendance. `peers` have joined before. */
  async comeToOpenSpace(person: string, name: string, peers: readonly string[]): Promise<void> {
    const { house } = this.world;
    await this.declare(person);
    await this.handIn(person);
    for (const peer of peers) await this.approveAsPeer(peer, name);
    await this.approve(name);
    await house.settle(undoOver);
  }

  /** *Future makers* from the first step to the badge. */
  async earn(person: string, name: string, peers: readonly string[]): Promise<void> {
    await this.comeToOpenSpace(person, name, peers);
    await this.confirmAttendance(name);
    await this.world.house.settle(undoOver);
  }

  /** Shares the playlist's badge. @returns its public address */
  async share(person: string, title: Title = titles.header): Promise<string> {
    const page = await this.at(person, title);
    await page.follow(must(page.hooks('share').at(0)));
    await page.submit(must(page.hooks('share').find(({ tagName }) => tagName === 'BUTTON')));
    return must(page.hook('share-link').getAttribute('href'));
  }

  /** Whoever this is in our house. */
  async personOf(key: string): Promise<PersonId> {
    const { house, lms } = this.world;
    const { clientId } = lms.operatorFacts(this.profile);
    const platform = (await house.app.lti.registrations.list()).find((one) => one.clientId === clientId);
    const subject = lms.control.person(key).ids[this.profile];
    const { identities } = house.app.ports.records;
    return must(await identities.find('lti', must(platform).registration, subject)).person;
  }

  async playlist(): Promise<PlaylistId> {
    const { records } = this.world.house.app.ports;
    const organiser = must(await records.organisers.bySlug('mladi-zmaji'));
    return must(await records.playlists.byOrigin(organiser.id, 'future-makers')).id;
  }

  /** Somebody of an organiser, signed in by the private link. */
  async signedIn(name: string, role: 'owner' | 'manager', slug: string): Promise<PageDriver> {
    const { ports, signInLinks } = this.world.house.app;
    const organiser = must(await ports.records.organisers.bySlug(slug));
    const invited = await inviteStaff(
      ports,
      operator,
      InviteStaff.parse({ organiser: organiser.id, name, role }),
    );
    if (invited.refused) throw new Error('Not invited');
    const page = await PageDriver.visit(await signInLinks.make(invited.done.person.id, 7));
    return page.submit('sign-in');
  }
}

/** The deep-linking answer that stands in the page, on its way to the LMS. */
export function answerIn(picker: PageDriver): { action: string; jwt: string } {
  const form = must(picker.all('form[data-send-off]')[0]);
  const jwt = form.querySelector('[name="JWT"]')?.getAttribute('value');
  return { action: must(form.getAttribute('action')), jwt: must(jwt) };
}

/** The link of the page that leads there, whatever it is called. */
export const linkTo = (page: PageDriver, address: string) =>
  must(page.all('a').find((one) => one.getAttribute('href') === address));

export const itemIn = (picker: PageDriver, item: string) =>
  must(picker.hooks('pick-item').find((one) => one.getAttribute('data-item') === item));

/** A button in the card of what somebody handed in. */
export function inCardOf(page: PageDriver, name: string, hook: string) {
  const card = page.hooks('review').find((one) => one.querySelector('h3')?.textContent.includes(name));
  return must(card?.querySelector(`[data-test="${hook}"]`) ?? null);
}

export function must<Thing>(thing: Thing | null | undefined): Thing {
  if (thing === null || thing === undefined) throw new Error('The story lacks something');
  return thing;
}
