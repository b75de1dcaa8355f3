import { declareDone } from '../../core/activities/declare-done.ts';
import { dayMs, minuteMs } from '../../core/instant.ts';
import { beginInChat } from '../../core/people/begin-in-chat.ts';
import { linkIdentity, previewLink } from '../../core/people/link-identity.ts';
import { mintLinkCode } from '../../core/people/mint-link-code.ts';
import type { Known } from '../../core/people/newcomer.ts';
import { floorOf } from '../../core/people/platform-floor.ts';
import { undoMerge } from '../../core/people/undo-merge.ts';
import { unlinkIdentity } from '../../core/people/unlink-identity.ts';
import { joinPlaylist } from '../../core/playlists/join-playlist.ts';
import { type City, openCity } from '../support/city.ts';

const discord: Known = { kind: 'discord', tenant: 'discord', subject: '7001' };

let city: City;
beforeEach(async () => {
  city = await openCity();
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const begun = async () => {
  const { done } = await beginInChat(city.ports, discord, { language: 'en', atLeast: 13 });
  if (!done) throw new Error('Not begun');
  return { person: done.id, roles: [], grants: [], seat: null };
};
const code = async (name = 'luka') => {
  const minted = await mintLinkCode(city.ports, await city.learner(name));
  return minted.done?.code ?? '';
};
const link = (typed: string) => linkIdentity(city.ports, discord, { typed, atLeast: 13 });

describe('A link code', () => {
  it('joins a chat identity to the account it came from, once', async () => {
    const luka = await city.learner('luka');
    const typed = await code();
    expect(typed).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);

    expect(
      (await previewLink(city.ports, discord, typed.toLowerCase().replace('-', ' '))).done?.account.id,
    ).toBe(luka.person);
    expect((await link(typed)).done?.account.id).toBe(luka.person);

    const identity = await city.ports.records.identities.find('discord', 'discord', '7001');
    expect(identity?.person).toBe(luka.person);
    expect((await link(typed)).refused).toEqual({ why: 'link-code-unknown' });
  });

  it('is over after ten minutes', async () => {
    const typed = await code();
    city.clock.advance(10 * minuteMs);

    expect((await previewLink(city.ports, discord, typed)).refused).toEqual({ why: 'link-code-unknown' });
    expect((await link(typed)).refused).toEqual({ why: 'link-code-unknown' });
  });

  it('locks a chat user for a quarter of an hour after five tries, also against the right one', async () => {
    const typed = await code();
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await previewLink(city.ports, discord, '00000000')).refused).toEqual({
        why: 'link-code-unknown',
      });
    }

    expect((await previewLink(city.ports, discord, typed)).refused).toEqual({
      why: 'link-code-locked',
      minutes: 15,
    });
    const other = { ...discord, subject: '7002' };
    expect((await previewLink(city.ports, other, typed)).done).toBeTruthy();
    city.clock.advance(15 * minuteMs);
    expect((await previewLink(city.ports, discord, await code())).done).toBeTruthy();
  });
});

describe('Learning on both sides', () => {
  it('is merged: what was done in chat counts for the account at once, and its awards follow', async () => {
    const mia = await begun();
    await joinPlaylist(city.ports, mia, { playlist: city.makers.id });
    await declareDone(city.ports, mia, { activity: city.explore.id, within: city.makers.id });
    await city.settle();
    const luka = await city.learner('luka');

    const linked = await link(await code());
    await city.settle();

    expect(linked.done?.merge?.moved.completions).toEqual([city.explore.id]);
    expect([...(await city.ports.records.completions.of(luka.person))]).toEqual([city.explore.id]);
    expect((await city.ports.records.people.byId(mia.person))?.state).toBe('merged');
    const held = await city.ports.records.awards.heldBy(luka.person, { size: 10, after: null });
    expect(held.items).toHaveLength(1);
    expect(await city.ports.records.enrolments.of(luka.person)).toHaveLength(2);
  });

  it('keeps what the account has, once each, and can be parted again for 30 days', async () => {
    const mia = await begun();
    await declareDone(city.ports, mia, { activity: city.explore.id, within: null });
    const luka = await city.learner('luka');
    await declareDone(city.ports, luka, { activity: city.explore.id, within: null });
    await city.settle();

    const linked = await link(await code());
    await city.settle();
    const merge = linked.done?.merge;
    if (!merge) throw new Error('Not merged');
    expect(
      (await city.ports.records.awards.heldBy(luka.person, { size: 10, after: null })).items,
    ).toHaveLength(1);

    city.clock.advance(29 * dayMs);
    expect((await undoMerge(city.ports, luka, { merge: merge.id })).done?.undoneAt).toBeTruthy();

    expect((await city.ports.records.people.byId(mia.person))?.state).toBe('active');
    expect((await city.ports.records.identities.find('discord', 'discord', '7001'))?.person).toBe(mia.person);
    expect([...(await city.ports.records.completions.of(mia.person))]).toEqual([city.explore.id]);
  });

  it('stays one after 30 days, and is nobody else’s to part', async () => {
    await begun();
    const linked = await link(await code());
    const merge = linked.done?.merge;
    if (!merge) throw new Error('Not merged');

    expect((await undoMerge(city.ports, await city.learner('zala'), { merge: merge.id })).refused).toEqual({
      why: 'not-found',
    });
    city.clock.advance(31 * dayMs);
    expect((await undoMerge(city.ports, await city.learner('luka'), { merge: merge.id })).refused).toEqual({
      why: 'merge-stands',
    });
  });
});

describe('Unlinking', () => {
  it('lets the tool forget somebody, and nothing that was learned', async () => {
    const luka = await city.learner('luka');
    await declareDone(city.ports, luka, { activity: city.explore.id, within: null });
    await city.ports.records.keep({
      identity: [
        {
          id: 'lms' as never,
          revision: 0,
          person: luka.person,
          kind: 'lti',
          tenant: 'r',
          subject: 's',
          at: city.clock.now(),
        },
      ],
    });
    await link(await code());
    const identity = await city.ports.records.identities.find('discord', 'discord', '7001');

    await unlinkIdentity(city.ports, luka, { identity: identity?.id as never });

    expect(await city.ports.records.identities.find('discord', 'discord', '7001')).toBeNull();
    expect((await city.ports.records.completions.of(luka.person)).size).toBe(1);
    expect((await unlinkIdentity(city.ports, luka, { identity: 'lms' as never })).refused).toEqual({
      why: 'last-identity',
    });
  });
});

it.each([
  ['discord', 'SI', 15],
  ['discord', 'LT', 14],
  ['discord', 'NL', 16],
  ['discord', 'LV', 13],
  ['discord', 'AT', 14],
  ['discord', 'DE', 16],
  ['discord', null, 13],
  ['slack', 'SI', 16],
  ['console', 'FR', 15],
] as const)('On %s in %s one begins at %i', (platform, country, age) => {
  expect(floorOf(platform, country)).toBe(age);
});
