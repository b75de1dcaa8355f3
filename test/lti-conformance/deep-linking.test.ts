import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { claim } from '../../adapters/lti/schema.ts';
import type { PickedItem } from '../../adapters/web/index.ts';
import type { ActivityId, CommunityId, PlaylistId } from '../../core/ids.ts';
import { instant } from '../../core/instant.ts';
import { anId, aPlaylist, named } from '../builders/index.ts';
import { choosing, getAs, keepActivities, keepMakers, open, postAs, titleOf } from '../support/course.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
});
afterAll(() => at.close());

const makers = named<PlaylistId>('makers');
const whole: PickedItem = {
  subject: { kind: 'playlist', id: makers },
  within: null,
  mode: 'whole',
  withColumn: true,
  deadline: null,
  title: 'Future makers',
  text: 'Make something.',
};
const step = (name: string, withColumn = true): PickedItem => ({
  subject: { kind: 'activity', id: named<ActivityId>(name) },
  within: makers,
  mode: 'each-activity',
  withColumn,
  deadline: null,
  title: name,
  text: '',
});

const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
interface Link {
  readonly type: string;
  readonly title: string;
  readonly url: string;
  readonly custom: Record<string, string>;
  readonly lineItem?: Record<string, unknown>;
  readonly submission?: Record<string, unknown>;
}

/** As the platform checks and reads the answer. */
async function answered(items: readonly PickedItem[], settings: object = {}) {
  const { page, visit } = await open(at, { claims: choosing(settings) });
  const { action, jwt } = await at.app.lti.bridge.place(visit, items);
  const keys = createLocalJWKSet(await (await fetch(`${at.app.tool}/lti/keys`)).json());
  const { payload } = await jwtVerify(jwt, keys, { algorithms: ['RS256'] });
  const links = payload[`${dl}content_items`] as readonly Link[];
  return { page, visit, action, jwt, payload, links };
}

describe('Choosing content', () => {
  it('DL1 a request opens the picker, for a teacher of the course', async () => {
    const { page, visit } = await open(at, { claims: choosing() });

    expect(page.status).toBe(200);
    expect(titleOf(page)).toBe('Choose what learners will do');
    expect(visit.seat?.as).toBe('teacher');
    expect(await at.app.lti.bridge.picking(visit)).toEqual({
      acceptsMultiple: true,
      returnOrigin: 'https://lms.example',
    });
  });

  it('DL2 the answer says what LTI asks, from us to the platform', async () => {
    const { payload, jwt } = await answered([whole]);

    expect(payload).toMatchObject({
      iss: at.platform.clientId,
      aud: at.platform.issuer,
      nonce: expect.stringMatching(/\w{10,}/),
      [claim.messageType]: 'LtiDeepLinkingResponse',
      [claim.version]: '1.3.0',
      [claim.deploymentId]: at.platform.deploymentId,
    });
    expect(decodeProtectedHeader(jwt).alg).toBe('RS256');
  });

  it('DL3 the answer is good for a minute, and signed with a published key', async () => {
    const { payload, jwt } = await answered([whole]);

    const { keys } = await (await fetch(`${at.app.tool}/lti/keys`)).json();
    const now = Date.now() / 1000;
    expect(Math.abs((payload.iat ?? 0) - now)).toBeLessThan(5);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    expect(keys.map(({ kid }: { kid: string }) => kid)).toContain(decodeProtectedHeader(jwt).kid);
  });

  it('DL4 data comes back as it was sent, and is absent where none was', async () => {
    const withData = await answered([whole], { data: 'any "data" <at all>' });
    const without = await answered([whole], { data: undefined });

    expect(withData.payload[`${dl}data`]).toBe('any "data" <at all>');
    expect(`${dl}data` in without.payload).toBe(false);
  });

  it('DL5 the chosen items come as links, with columns where they are wanted', async () => {
    const { links } = await answered([whole, step('explore'), step('interview', false)]);

    expect(links.map(({ type, title }) => `${type} ${title}`)).toEqual([
      'ltiResourceLink Future makers',
      'ltiResourceLink explore',
      'ltiResourceLink interview',
    ]);
    expect(links[0]?.custom).toMatchObject({ col_item: 'p_makers' });
    expect(links[1]?.custom).toMatchObject({ col_item: 'a_explore', col_within: 'p_makers' });
    expect(links[0]?.lineItem).toEqual({
      label: 'Future makers',
      scoreMaximum: 100,
      resourceId: links[0]?.custom['col_link'],
      tag: 'playlist',
    });
    expect(links[1]?.lineItem).toMatchObject({ tag: 'activity' });
    expect(links[2]?.lineItem).toBeUndefined();
    const names = links.map(({ custom }) => custom['col_link'] ?? '');
    expect(new Set(names).size).toBe(3);
    for (const value of links.flatMap(({ custom }) => Object.values(custom)))
      expect(value).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['by its address', (link: Link) => ({ query: new URL(link.url).search })],
    ['by its own fields', (link: Link) => ({ claims: { [claim.custom]: link.custom } })],
  ])('DL5 a link that came back launches the same item %s', async (_how, changes) => {
    const { links, visit: teacher } = await answered([step('explore')]);
    const link = links[0];
    if (!link) throw new Error('No link came back');

    const { page, visit } = await open(at, changes(link));
    const placement = visit.placement && (await at.app.ports.records.placements.byId(visit.placement));

    expect(titleOf(page)).toBe('explore');
    expect(placement).toMatchObject({
      subject: { kind: 'activity', id: 'explore' },
      within: 'makers',
      gradeColumn: { max: 100 },
      by: teacher.person,
    });
  });

  it.each([[false], ['false'], [undefined]])(
    'DL6 where several are not accepted (%p) one comes back',
    async (value) => {
      const { links } = await answered([whole, step('explore')], { accept_multiple: value });

      expect(links.map(({ title }) => title)).toEqual(['Future makers']);
    },
  );

  it('DL6 an item that does not come back is not placed', async () => {
    await keepActivities(at, 'never-taken');

    await answered([whole, { ...step('never-taken'), within: null }], { accept_multiple: false });

    expect(await at.app.ports.records.placements.of(step('never-taken').subject)).toEqual([]);
  });

  it('DL7 where links are not accepted nothing comes back', async () => {
    const { links } = await answered([whole], { accept_types: ['file', 'html'] });

    expect(links).toEqual([]);
  });

  it('DL8 cancelling sends an empty list with a message', async () => {
    const { links, payload } = await answered([]);

    expect(links).toEqual([]);
    expect(payload[`${dl}msg`]).toBe('Nothing was placed.');
    expect(
      Object.keys(payload)
        .filter((name) => name.startsWith(dl))
        .sort(),
    ).toEqual([`${dl}content_items`, `${dl}data`, `${dl}msg`]);
  });

  it('the same choice sent twice is placed once', async () => {
    const { visit, links } = await answered([whole]);
    const before = await at.app.ports.records.placements.of(whole.subject);

    await at.app.lti.bridge.place(visit, [whole]);

    expect(await at.app.ports.records.placements.of(whole.subject)).toEqual(before);
    expect(before.map(({ nativeLink }) => nativeLink)).toContain(links[0]?.custom['col_link']);
  });

  it('the address to return to is the platform’s own, with its query', async () => {
    expect((await answered([whole])).action).toBe('https://lms.example/return?sesskey=abc');
  });

  it('a visit of a link chooses nothing', async () => {
    const { visit } = await open(at);

    expect(await at.app.lti.bridge.picking(visit)).toBeNull();
    await expect(at.app.lti.bridge.place(visit, [whole])).rejects.toThrow();
  });

  it('outside of a course there is nothing to place in', async () => {
    const page = await at.launch({ claims: { ...choosing(), [claim.context]: undefined } });

    expect(`${page.status} ${page.code}`).toBe('401 BAD_CONTEXT');
  });

  it('a due day goes to the platform, and stands with the placement', async () => {
    const deadline = instant('2026-12-24T22:59:00.000Z');

    const { links } = await answered([{ ...whole, deadline }, step('explore')]);
    const launched = await open(at, { claims: { [claim.custom]: links[0]?.custom } });

    expect(links.map(({ submission }) => submission)).toEqual([{ endDateTime: deadline }, undefined]);
    const placement = launched.visit.placement;
    expect(placement && (await at.app.ports.records.placements.byId(placement))?.deadline).toBe(deadline);
  });

  it('a playlist of 50 steps and its header come back in one answer, from the form to the platform', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `step-${index}`);
    await keepActivities(at, ...names);
    const long = aPlaylist({
      id: named<PlaylistId>('long'),
      madeBy: { organiser: at.app.organiser.id },
      steps: names.map((name, index) => ({
        activity: named<ActivityId>(name),
        isMandatory: index % 5 !== 0,
        position: index + 1,
      })),
    });
    await at.app.ports.records.keep({ playlist: [long] });
    const opened = await open(at, { claims: choosing() });

    const page = await postAs(at, opened, '/app/picker/playlists/long/place', { mode: 'each-activity' });

    const jwt = /name="JWT" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const links = decodeJwt(jwt)[`${dl}content_items`] as readonly Link[];
    expect(new Set(links.map(({ custom }) => custom['col_link'])).size).toBe(51);
    expect(links.filter(({ lineItem }) => lineItem)).toHaveLength(41);
    expect(links.slice(1).every(({ custom }) => custom['col_within'] === 'p_long')).toBe(true);
  });

  it('looking at what could be placed writes nothing', async () => {
    const opened = await open(at, { claims: choosing() });
    const { records, outbox } = at.app.ports;
    const community = opened.visit.seat?.community ?? anId<CommunityId>();
    const kept = async () => [
      await records.placements.everIn(community),
      await records.enrolments.of(opened.visit.person),
      await records.work.of(opened.visit.person, [named<ActivityId>('explore')]),
      await outbox.counts(),
    ];
    await at.app.settle();
    const before = await kept();

    const pages = [
      await getAs(at, opened, '/app/picker?q=make'),
      await getAs(at, opened, '/app/picker/playlists/makers'),
      await getAs(at, opened, '/app/picker/activities/explore'),
    ];
    await at.app.settle();

    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await kept()).toEqual(before);
  });
});
