import { describeLocation } from '../../core/locations/describe-location.ts';
import { endGrant } from '../../core/organisers/end-grant.ts';
import { endStaff } from '../../core/organisers/end-staff.ts';
import { inviteStaff } from '../../core/organisers/invite-staff.ts';
import { OpenAccount, openAccount } from '../../core/organisers/open-account.ts';
import { seeOrganiser } from '../../core/organisers/see-organiser.ts';
import { verifyOrganiser } from '../../core/organisers/verify-organiser.ts';
import { operator } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { aCommunity, aGrant, anActor, anId } from '../builders/index.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

const school = OpenAccount.parse({
  slug: 'gimnazija-zmaj',
  name: 'Gimnazija Zmaj',
  kind: 'school',
  url: 'https://zmaj.example',
  email: 'info@zmaj.example',
  languages: ['sl'],
  home: null,
  owner: { name: 'Ana', email: null },
});

async function opened() {
  const { done } = await openAccount(world.ports, operator, school);
  if (!done) throw new Error('not opened');
  return { ...done, ana: await findActor(world.ports, done.owner.id, null) };
}

describe('An organiser', () => {
  it('is opened by the operator, with its first owner', async () => {
    const { organiser, ana } = await opened();

    expect(organiser).toMatchObject({ slug: 'gimnazija-zmaj', verification: 'unverified' });
    expect(ana.roles).toEqual([{ role: 'owner', on: organiser.id }]);
  });

  it('has a slug of its own, and a home that exists', async () => {
    await opened();

    expect((await openAccount(world.ports, operator, school)).refused).toEqual({
      why: 'slug-taken',
      slug: school.slug,
    });
    expect(
      (await openAccount(world.ports, operator, { ...school, slug: 'other', home: 'atlantis' })).refused,
    ).toEqual({
      why: 'location-unknown',
      slug: 'atlantis',
    });
    expect((await openAccount(world.ports, anActor(), { ...school, slug: 'third' })).refused?.why).toBe(
      'not-allowed',
    );
  });

  it('is verified by the operator only', async () => {
    const { ana } = await opened();

    expect((await verifyOrganiser(world.ports, ana, school)).refused?.why).toBe('not-allowed');
    expect((await verifyOrganiser(world.ports, operator, school)).done?.verification).toBe('verified');
  });

  it('is not there for people who do not work for it', async () => {
    const { organiser } = await opened();

    expect((await seeOrganiser(world.ports, anActor(), organiser.id)).refused).toEqual({ why: 'not-found' });
  });
});

describe('Staff', () => {
  it('is invited by an owner, has the role at once and loses it when ended', async () => {
    const { organiser, ana } = await opened();
    const invited = await inviteStaff(world.ports, ana, {
      organiser: organiser.id,
      name: 'Iva',
      role: 'manager',
    });
    const iva = await findActor(world.ports, invited.done?.person.id ?? anId(), null);

    const byIva = await inviteStaff(world.ports, iva, {
      organiser: organiser.id,
      name: 'Tim',
      role: 'owner',
    });
    await endStaff(world.ports, ana, { staff: invited.done?.staff.id ?? anId() });

    expect(iva.roles).toEqual([{ role: 'manager', on: organiser.id }]);
    expect(byIva.refused?.why).toBe('not-allowed');
    expect((await findActor(world.ports, iva.person, null)).roles).toEqual([]);
  });

  it('keeps its last owner', async () => {
    const { organiser, ana } = await opened();
    const [only] = await world.ports.records.staff.at(organiser.id);

    expect((await endStaff(world.ports, ana, { staff: only?.id ?? anId() })).refused).toEqual({
      why: 'last-owner',
    });
  });
});

describe('A grant', () => {
  it('is ended by the owner and counts no more from that moment', async () => {
    const { organiser, ana } = await opened();
    const community = aCommunity({ organiser: organiser.id });
    const grant = aGrant({ community: community.id, organiser: organiser.id });
    await world.ports.records.keep({ community: [community], grant: [grant] });
    const seat = { community: community.id, as: 'teacher' } as const;

    const before = await findActor(world.ports, anId(), seat);
    await endGrant(world.ports, ana, { grant: grant.id });
    const after = await findActor(world.ports, anId(), seat);

    expect([before.grants.length, after.grants.length]).toEqual([1, 0]);
  });
});

describe('A location', () => {
  it('described again with the same words is the same', async () => {
    const ljubljana = {
      slug: 'ljubljana',
      kind: 'city',
      openness: 'open',
      name: { original: 'en', in: { en: 'Ljubljana' } },
      country: 'SI',
      zone: 'Europe/Ljubljana',
      languages: ['sl'],
      centre: { lat: 46.05, lon: 14.5 },
      zoom: 12,
      areas: [],
    } as const;
    const input = { ...ljubljana, languages: [...ljubljana.languages], areas: [] };

    const first = await describeLocation(world.ports, operator, input);
    const again = await describeLocation(world.ports, operator, input);
    const moved = await describeLocation(world.ports, operator, { ...input, zoom: 13 });

    expect([first.done, again.done, moved.done].map((one) => [one?.isNew, one?.isSame])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});
