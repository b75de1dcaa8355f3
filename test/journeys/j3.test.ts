import sharp from 'sharp';
import { revokeAward } from '../../core/badges/revoke-award.ts';
import type { Work } from '../../core/evidence/work.ts';
import { ActivityId, BadgeId, type PersonId, PlaylistId } from '../../core/ids.ts';
import { minuteMs } from '../../core/instant.ts';
import { operator } from '../../core/people/actor.ts';
import { anIdentity, aPerson, aStaff } from '../builders/index.ts';
import type { Person, Shown } from '../fakes/discord/index.ts';
import { type DiscordMode, type DiscordWorld, openDiscord } from '../support/discord-world.ts';
import { onEachEngine } from '../support/mongo.ts';
import { undoOver } from '../support/story.ts';

const playlist = 'Future makers';
const interview = 'Interview a neighbour';

onEachEngine('J3: Mia learns in a Discord server', (store) => {
  /** What was seen in each mode, without what chance and time decide. */
  const transcripts: Partial<Record<DiscordMode, string[]>> = {};

  describe.each<DiscordMode>(['http', 'gateway'])('over %s', (mode) => {
    let world: DiscordWorld;
    let mia: Person;
    let jan: Person;
    let eva: Person;
    let iva: Person;
    let explorer: { readonly id: string };
    const seen: string[] = [];
    const shown: Shown[] = [];
    beforeAll(async () => {
      world = await openDiscord(mode, await store());
      [mia, jan, eva, iva] = [
        world.person('mia'),
        world.person('jan'),
        world.person('eva'),
        world.person('iva'),
      ];
      await staffed(iva);
    }, 60_000);
    afterAll(async () => {
      await world.close();
      transcripts[mode] = seen;
      // Every answer came in time, and only the one who asked sees it.
      expect(shown.filter(({ ackMs }) => ackMs >= 3_000)).toEqual([]);
      expect(shown.filter(({ kind, isPrivate }) => kind === 'message' && !isPrivate)).toEqual([]);
    });

    /** Keeps what was shown, for the transcript. */
    async function see(acting: Promise<Shown>): Promise<Shown> {
      const answer = await acting;
      shown.push(answer);
      seen.push(plainly(`${answer.kind}: ${answer.text}\n[${answer.buttons.join('] [')}]`));
      return answer;
    }
    async function begin(person: Person): Promise<Shown> {
      const question = await see(person.command('playlist join', { playlist }));
      return see(question.press(/^Yes/));
    }
    /** Iva manages Mladi zmaji, and linked her Discord account before. */
    async function staffed(who: Person): Promise<void> {
      const { records } = world.house.app.ports;
      const person = aPerson({ alias: 'Otter 1' });
      const identity = anIdentity({
        kind: 'discord',
        tenant: 'discord',
        subject: who.user.id,
        person: person.id,
      });
      const staff = aStaff({ organiser: world.zmaji.id, person: person.id, role: 'manager' });
      await records.keep({ person: [person], identity: [identity], staff: [staff] });
    }
    const personBehind = async ({ user }: Person): Promise<PersonId> => {
      const identity = await world.house.app.ports.records.identities.find('discord', 'discord', user.id);
      if (!identity) throw new Error('Nobody');
      return identity.person;
    };

    it('finds nothing for words that nobody offers, and the playlist for others', async () => {
      const nothing = await see(mia.command('explore', { about: 'submarine welding' }));
      const found = await see(mia.command('explore', { about: 'makers' }));

      expect(nothing.text).toContain('Nothing yet');
      expect(found.text).toContain(playlist);
    });

    it('joins without leaving the chat, under an alias', async () => {
      const begun = await begin(mia);
      await begin(jan);
      await begin(eva);

      expect(begun.text).toMatch(/Here you are called \w+ \d+/);
      expect(begun.text).toContain('0 of 3 needed · next: Explore skills');
    });

    it('is told why a step is locked, and does the first', async () => {
      const why = await see(mia.command('activity why', { activity: interview }));
      const next = await see(mia.command('playlist next'));
      const done = await see(next.press('I Have Done It'));
      await see(jan.command('activity done', { activity: 'Explore skills' }));
      await see(eva.command('activity done', { activity: 'Explore skills' }));

      expect(why.text).toContain('First: “Explore skills”');
      expect(done.text).toContain('1 of 3 needed');
    });

    it('sends evidence by a form', async () => {
      const form = await see(mia.command('activity evidence', { activity: interview }));
      const sent = await see(form.fillIn({ text: 'She told me *everything* about <@123>.' }));

      expect(sent.text).toContain('waits for 2 peers');
    });

    it('sends evidence by a command alone', async () => {
      const text = 'That she never finished school.';
      const sent = await see(mia.command('activity evidence', { activity: interview, text }));
      await see(jan.command('activity evidence', { activity: interview, text: 'He mends bicycles.' }));

      expect(sent.text).toContain('waits for an organiser');
    });

    it('keeps of a photo what can be seen, and not where it was taken', async () => {
      const file = eva.file('door.jpg', await photoWithPlace(), 'image/jpeg');
      const sent = await see(
        eva.command('activity evidence', { activity: interview, text: 'A red door.', file }),
      );

      expect(sent.text).toContain('waits for');
      const { exif, format } = await sharp(await storedPhoto(eva)).metadata();
      expect([exif, format]).toEqual([undefined, 'jpeg']);
    });

    it('has no say in her own evidence', async () => {
      const { id: item } = await workOf(mia);

      const own = await see(mia.command('activity review', { item, decision: 'approve' }));

      expect(own.text).toMatch(/You sent this/);
      expect(own.buttons).not.toContain('Approve');
    });

    it('gets a reason, sends again, and earlier approvals lapse', async () => {
      const { id: item } = await workOf(mia);
      await see(eva.command('activity review', { item, decision: 'approve' }));
      await world.house.settle(undoOver);
      const offered = await see(jan.command('activity review', { item }));
      const why = await see(offered.press('Ask to Improve'));
      await see(why.fillIn({ reason: 'Say what you learned.' }));
      await world.house.settle(undoOver);

      const told = await see(mia.command('activity view', { activity: interview }));
      const form = await see(mia.command('activity evidence', { activity: interview }));
      await see(form.fillIn({ text: 'She told me everything. I learned to listen.' }));
      const old = await see(jan.presses('Approve', offered.message));

      expect(told.text).toContain('Say what you learned.');
      expect(form.form?.fields.find(({ id }) => id === 'text')?.value).toContain('She told me');
      expect(old.text).toMatch(/changed/i);
      expect(await approvals()).toBe(0);
    });

    it('is approved by two peers and an organiser, and earns a badge', async () => {
      const [talk, surprise] = [(await workOf(mia)).id, (await workOf(mia, 1)).id];
      const unsure = await see(jan.command('activity review', { item: talk, decision: 'improve' }));
      await see(jan.command('activity review', { item: talk, decision: 'approve' }));
      await see(eva.command('activity review', { item: talk, decision: 'approve' }));
      await see(iva.command('organise review', { item: surprise, decision: 'approve' }));
      await world.house.settle(undoOver);

      const news = await see(mia.command('playlist progress'));

      expect(unsure.kind).toBe('form');
      expect(news.text).toContain('You earned the badge “Interview a neighbour”');
      expect(news.text).toContain('2 of 3 needed');
    });

    it('shows nothing of it to anybody else', async () => {
      const posts = [...world.server.channels.keys()].flatMap((channel) => world.discord.postsIn(channel));
      const bodies = JSON.stringify(posts);

      expect(bodies).not.toContain('She told me');
      expect(bodies).not.toContain('Mia');
    });

    it('has a server that Iva sets up: a channel for news, and a role for the badge', async () => {
      const form = await see(iva.command('setup channels'));
      const news = world.discord.channel(world.server, 'news');
      const saved = await see(form.fillIn({ announce: news.id, hours: '00:00-23:59' }));
      explorer = world.discord.addRole(world.server, 'Explorer');
      const boss = world.discord.addRole(world.server, 'Boss', 12);
      const badge = await playlistBadge();
      const add = async (role: string) =>
        see((await see((await see(iva.command('setup roles'))).press(/Add/))).fillIn({ badge, role }));
      const above = await add(boss.id);
      const mapped = await add(explorer.id);
      const check = await see(iva.command('setup check'));

      expect(saved.text).toContain('Saved');
      expect(above.text).toContain('Boss');
      expect(mapped.text).toContain('Explorer');
      expect(check.text).toContain('Manage Roles');
    });

    it('was there, by the code that Iva shows, and earns the badge, its role, and the celebration that she chose', async () => {
      const wishes = await see((await see(mia.command('account settings'))).press('Change'));
      await see(wishes.fillIn({ name: 'Mia', wishes: ['celebrate', 'roles'] }));
      const room = await iva.command('organise attendance', { activity: 'Open space at the library' });
      const code = /\b[A-Z0-9]{6}\b/.exec(room.text)?.[0] ?? '';
      const there = await see(mia.command('activity checkin', { code }));
      const guess = await see(jan.command('activity checkin', { code: 'ZZZZZZ' }));
      world.house.clock.advance(50 * minuteMs);
      const list = await see((await see(room.press('Close the Room'))).press('Confirm the List'));
      await see(list.fillIn({}));
      await world.house.settle(undoOver);
      await world.house.settle(undoOver);

      const wallet = await see(mia.command('badges wallet'));
      const news = JSON.stringify(world.discord.postsIn(world.discord.channel(world.server, 'news').id));

      expect(there.text).toContain('You are in');
      expect(guess.text).not.toContain('You are in');
      expect(wallet.text).toContain('Future maker');
      expect(mia.holds(explorer)).toBe(true);
      expect(jan.holds(explorer)).toBe(false);
      expect(news).toContain('Mia');
      expect(news).toContain('Future maker');
      expect(news).not.toContain('She told me');
    });

    it('loses the role with the badge, when it is revoked', async () => {
      const { app } = world.house;
      const award = await app.ports.records.awards.latest(
        BadgeId.parse(await playlistBadge()),
        await personBehind(mia),
      );
      await revokeAward(app.ports, operator, { address: award?.address ?? '', reason: 'Given by mistake.' });
      await world.house.settle();

      expect(mia.holds(explorer)).toBe(false);
      expect((await see(mia.command('help'))).text).toContain('Given by mistake.');
    });

    it('keeps what she learned when the server throws the bot out', async () => {
      world.discord.removeBot(world.server);
      if (mode === 'gateway') await until(async () => (await communityOf())?.organiser === null);

      const { records } = world.house.app.ports;
      expect((await records.completions.of(await personBehind(mia))).size).toBe(3);
    });

    const communityOf = () =>
      world.house.app.ports.records.communities.find('discord-server', 'discord', world.server.id);
    async function playlistBadge(): Promise<string> {
      const { records } = world.house.app.ports;
      const offered = await mia.types('playlist view', { playlist }, 'playlist');
      const id = PlaylistId.parse(offered.choices[0]?.value);
      return (await records.playlists.byId(id))?.badge ?? '';
    }

    /** What she handed in for the nth task of the interview. */
    async function workOf(person: Person, nth = 0): Promise<Work> {
      const { records } = world.house.app.ports;
      const all = await records.activities.byIds([await interviewId()]);
      const task = all[0]?.tasks[nth]?.id;
      const work = task && (await records.work.one(await personBehind(person), task));
      if (!work) throw new Error('No work');
      return work;
    }
    async function interviewId(): Promise<ActivityId> {
      const offered = await mia.types('activity view', { activity: interview }, 'activity');
      return ActivityId.parse(offered.choices[0]?.value);
    }
    async function approvals(): Promise<number> {
      const work = await workOf(mia);
      const reviews = await world.house.app.ports.records.reviews.of(work.id);
      const isOfNow = ({ evidenceVersion, decision }: (typeof reviews)[number]) =>
        evidenceVersion === work.evidenceVersion && decision === 'approve';
      return reviews.filter(isOfNow).length;
    }
    async function storedPhoto(person: Person): Promise<Buffer> {
      const { records, files } = world.house.app.ports;
      const [evidence] = await records.evidence.history((await workOf(person)).id);
      const item = evidence?.items.find(({ kind }) => kind === 'file');
      const kept = item?.kind === 'file' ? await files.read(item.file) : null;
      const parts: Uint8Array[] = [];
      for await (const part of kept?.bytes ?? []) parts.push(part);
      return Buffer.concat(parts);
    }
  });

  it('is the same over both', () => {
    expect(transcripts.gateway).toEqual(transcripts.http);
  });
});

/** Animals, numbers and moments are chance's and the clock's. */
const plainly = (text: string): string =>
  text
    .replace(/<t:\d+:\w>/g, '<t>')
    .replace(/(called|Called) \w+ \d+/g, '$1 N')
    .replace(/\b[A-Z][a-z]+ \d{4}\b/g, 'N');

const photoWithPlace = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '46/1 3/1 24/1', GPSLongitudeRef: 'E' } })
    .toBuffer();

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('It did not come to be');
}
