import { createBadgeVerifier } from '../../../adapters/badges/index.ts';
import { checkForeignBadge } from '../../../core/badges/check-foreign-badge.ts';
import { importBadge } from '../../../core/badges/import-badge.ts';
import { listForeignBadges } from '../../../core/badges/list-foreign-badges.ts';
import { removeForeignBadge } from '../../../core/badges/remove-foreign-badge.ts';
import { millis } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { erasePerson } from '../../../core/people/erase-person.ts';
import { findActor } from '../../../core/people/find-actor.ts';
import { signInByEmail } from '../../../core/people/sign-in-by-email.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { type PaperPage, paperWeb } from '../../support/paper-web.ts';
import { type OpenPorts, openPorts } from '../../support/ports.ts';
import { aCredential, aStatusList, aTestIssuer, listedAt, signed } from '../../support/signed-badges.ts';

const issuer = aTestIssuer();
const list = 'https://issuer.example/status/1';

let world: OpenPorts;
let ports: Ports;
let web: Record<string, PaperPage>;
let luka: Someone;
beforeEach(async () => {
  world = await openPorts();
  web = { [issuer.id]: issuer.document };
  const fetch: ReturnType<typeof paperWeb>['fetch'] = (asked) => paperWeb(web).fetch(asked);
  ports = {
    ...world.ports,
    badgeVerifier: createBadgeVerifier({ fetch, now: () => millis(world.clock.now()) }),
  };
  const person = await signInByEmail(ports, { email: 'luka@example.org', language: 'en' });
  if (!person.done) throw new Error('Not signed in');
  luka = { ...(await findActor(ports, person.done.id, null)), person: person.done.id };
});
afterEach(() => world.close());

const credential = async (more = {}) => JSON.stringify(await signed(aCredential(issuer, more), issuer));
const bring = async (presented: string, who = luka) => importBadge(ports, who, { presented });
const held = () => listForeignBadges(ports, luka);

describe('A badge of another site', () => {
  it('is taken in with its verdict, and says whether it was issued to its holder', async () => {
    const brought = await bring(await credential());

    expect(brought.done).toMatchObject({
      verdict: 'valid',
      isTheirs: true,
      openBadges: '3.0',
      shown: { name: 'Future maker' },
    });
    const stranger = await signInByEmail(ports, { email: 'other@example.org', language: 'en' });
    const theirs = stranger.done && { ...luka, person: stranger.done.id };
    expect((await bring(await credential(), theirs ?? luka)).done?.isTheirs).toBe(false);
  });

  it('is there once, however often it comes', async () => {
    await bring(await credential());
    await bring(await credential());

    expect(await held()).toHaveLength(1);
  });

  it('is not taken in when it was changed, made up or is no badge', async () => {
    const changed = (await credential()).replace('Explored own skills.', 'Flew to the moon.');

    const answers = [await bring(changed), await bring('{"type":"Assertion"}'), await bring('hello')];

    expect(answers.map(({ refused }) => refused?.why)).toEqual(Array(3).fill('badge-not-valid'));
    expect(await held()).toEqual([]);
  });

  it('says so when it is looked at again after it was taken back', async () => {
    web[list] = { ...(await signed(aStatusList(issuer, []), issuer)) };
    const brought = await bring(await credential({ credentialStatus: listedAt(7) }));
    expect(brought.done?.verdict).toBe('valid');

    web[list] = { ...(await signed(aStatusList(issuer, [7]), issuer)) };
    world.clock.advance(10 * 60_000);
    const badge = brought.done?.id;
    if (!badge) throw new Error('Not taken in');
    await checkForeignBadge(ports, luka, { badge });

    expect((await held()).map(({ verdict }) => verdict)).toEqual(['revoked']);
  });

  it('is its holder’s alone to look at again and to remove', async () => {
    const badge = (await bring(await credential())).done?.id;
    if (!badge) throw new Error('Not taken in');
    const stranger = await signInByEmail(ports, { email: 'other@example.org', language: 'en' });
    const other = { ...luka, person: stranger.done?.id ?? luka.person };

    expect((await checkForeignBadge(ports, other, { badge })).refused?.why).toBe('not-found');
    expect((await removeForeignBadge(ports, other, { badge })).refused?.why).toBe('not-found');
    await removeForeignBadge(ports, luka, { badge });
    expect(await held()).toEqual([]);
    expect((await bring(await credential())).done?.id).toBe(badge);
  });

  it('is looked at twenty times in a quarter of an hour at most', async () => {
    const answers = [];
    for (let at = 0; at < 21; at += 1) answers.push(await bring('hello'));

    expect(answers.at(-2)?.refused?.why).toBe('badge-not-valid');
    expect(answers.at(-1)?.refused?.why).toBe('too-many-checks');
  });

  it('goes with its holder', async () => {
    await bring(await credential());

    await erasePerson(ports, luka, luka.person);

    expect(JSON.stringify(await ports.records.foreignBadges.of(luka.person))).not.toMatch(/Future|luka/);
  });
});
