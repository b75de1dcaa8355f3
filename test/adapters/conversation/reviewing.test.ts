import type { FileHandle } from '../../../adapters/conversation/index.ts';
import { minuteMs } from '../../../core/instant.ts';
import { nobody } from '../../../core/people/actor.ts';
import { exportPerson } from '../../../core/people/export-person.ts';
import { anIdentity } from '../../builders/index.ts';
import { aServer, type Chatter, chatter, formOf, patientConversation } from '../../support/chatting.ts';
import { type City, openCity } from '../../support/city.ts';

let city: City;
let mia: Chatter;
let jan: Chatter;
let eva: Chatter;

beforeEach(async () => {
  city = await openCity();
  const server = await aServer(city.ports, { organiser: city.zmaji });
  const conversation = patientConversation(city.ports);
  [mia, jan, eva] = ['mia', 'jan', 'eva'].map((name) => chatter(city.ports, conversation, name)) as [
    Chatter,
    Chatter,
    Chatter,
  ];
  for (const one of [mia, jan, eva]) {
    await one.types('playlist join Future makers');
    await one.presses('Yes, I Am 13 or Over');
    await one.types('done Explore skills');
    await one.types('activity join Interview a neighbour');
  }
  expect(server.organiser).toBe(city.zmaji);
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

describe('Evidence', () => {
  it('is handed in by a form that says who will read it, and by one line', async () => {
    await mia.asks({ verb: 'activity.evidence', said: { activity: 'Interview a neighbour' } });
    const form = formOf(mia.last.reply);
    expect(JSON.stringify(form.note)).toContain('2 peers look at it.');

    const sent = await mia.fills({ text: 'I asked Ms Novak about the war.' });
    expect(sent.plain).toContain('It waits for 2 peers.');

    expect((await jan.types('evidence Interview a neighbour : He was a baker.')).plain).toContain('Sent:');
  });

  it('keeps what was typed when something is not right, and names the field', async () => {
    await mia.asks({ verb: 'activity.evidence', said: { activity: 'Interview a neighbour' } });

    await mia.asks({
      verb: 'activity.evidence',
      on: formOf(mia.last.reply).id,
      via: 'form',
      said: { text: 'A long story', link: 'not a link' },
    });

    expect(mia.last.reply).toMatchObject({
      show: 'wrong-fields',
      wrong: { link: 'This is no web address. It begins with https://' },
      form: { fields: [{ name: 'text', value: 'A long story' }, { name: 'link' }, {}, {}] },
    });
    expect((await mia.fills({ text: 'A long story' })).plain).toContain('Sent:');
  });

  it('keeps the text and hands nothing in when a file cannot be fetched', async () => {
    const gone: FileHandle = {
      kind: 'file',
      name: 'talk.jpg',
      type: 'image/jpeg',
      open: async () => {
        throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      },
    };

    await mia.asks({
      verb: 'activity.evidence',
      said: { activity: 'Interview a neighbour', text: 'See the picture', file: gone },
    });

    expect(mia.last.reply).toMatchObject({
      show: 'wrong-fields',
      wrong: { file: expect.stringContaining('talk.jpg: It could not be fetched.') },
    });
    expect((await jan.types('review')).plain).toContain('Nothing waits');
  });

  it('is taken back while it waits, and sent again with its words', async () => {
    await mia.types('evidence Interview a neighbour : First try');

    expect((await mia.types('takeback Interview a neighbour')).plain).toContain('Taken back');
    await mia.asks({ verb: 'activity.evidence', said: { activity: 'Interview a neighbour' } });

    expect(formOf(mia.last.reply).fields[0]).toMatchObject({ name: 'text', value: 'First try' });
  });
});

describe('Reviewing', () => {
  beforeEach(async () => {
    await mia.types('evidence Interview a neighbour : I asked Ms Novak about the war.');
    await city.settle();
  });

  it('shows peers the evidence, its author no controls, others nothing', async () => {
    const shown = await jan.types('review');
    expect(shown.plain).toContain('I asked Ms Novak');
    expect(shown.plain).not.toMatch(/mia/i);
    expect(shown.actions.map(({ label }) => label)).toEqual(['Approve', 'Ask to Improve']);

    const [action] = shown.actions;
    const on = action && 'do' in action ? action.do : undefined;
    const { reply } = await mia.asks({ verb: 'review', via: 'button', ...(on ? { on } : {}) });
    expect(reply).toMatchObject({ show: 'card', card: { actions: [] } });

    const tom = chatter(city.ports, patientConversation(city.ports), 'tom');
    await tom.asks({ verb: 'review', via: 'button', ...(on ? { on } : {}) });
    expect((await tom.presses('Yes, I Am 13 or Over')).plain).toContain('That is not here.');
  });

  it('wants a reason to send back; new evidence makes old buttons stale and asks all again', async () => {
    await jan.types('review');
    await jan.presses('Approve');
    const before = await eva.types('review');
    await eva.asks({ verb: 'review', via: 'button', on: actionOf(before, 'Ask to Improve') });
    expect(formOf(eva.last.reply).fields[0]).toMatchObject({ name: 'reason', required: true });
    expect((await eva.fills({ reason: 'Say what surprised you' })).plain).toContain(
      'Sent back with your words',
    );
    await city.settle();

    const next = await mia.types('progress');
    expect(next.plain).toContain('came back to you: “Say what surprised you”');
    await mia.types('evidence Interview a neighbour : She laughed about it.');
    const stale = await eva.asks({ verb: 'review', via: 'button', on: actionOf(before, 'Approve') });

    expect(stale.reply).toMatchObject({ card: { plain: expect.stringContaining('This has changed.') } });
    expect(stale.reply).toMatchObject({ card: { plain: expect.stringContaining('0 of 2 approved') } });
    await eva.presses('Approve');
    expect((await jan.types('review')).plain).toContain('She laughed');
    await jan.presses('Approve');
    city.clock.advance(minuteMs);
    await city.settle();
    expect((await mia.types('why Interview a neighbour')).plain).toContain('1 of 2');
  });

  it('lets reviewers of the organiser talk among themselves; learners and peers see none of it', async () => {
    const { records } = city.ports;
    const identity = { kind: 'discord', tenant: 'discord', subject: 'iva', person: city.iva.person } as const;
    await records.keep({ identity: [anIdentity(identity)] });
    const iva = chatter(city.ports, patientConversation(city.ports), 'iva');
    const author = (await records.identities.find('discord', 'discord', 'mia'))?.person;
    const [work] = author ? await records.work.of(author, [city.interview.id]) : [];
    if (!author || !work) throw new Error('Nothing was handed in');
    const words = 'She may need more time.';

    expect((await iva.types(`review ${work.id} note: ${words}`)).plain).toContain(
      'Noted, for the team only.',
    );
    expect((await iva.types(`review ${work.id} note: ${words}`)).plain).toContain(words);
    await iva.asks({ verb: 'review', said: { item: work.id, decision: 'assign' } });
    expect((await iva.fills({ to: city.iva.person })).plain).toContain('Taken on by');

    expect((await records.work.byId(work.id))?.staff?.notes).toHaveLength(1);
    const peer = await jan.types('review');
    expect(peer.plain).toContain('I asked Ms Novak');
    expect(peer.plain).not.toContain(words);
    expect((await jan.types(`review ${work.id} note: Me too.`)).plain).not.toContain('Noted');
    for (const line of ['progress', 'activity Interview a neighbour', `review ${work.id}`]) {
      expect((await mia.types(line)).plain).not.toContain(words);
    }
    const own = await exportPerson(city.ports, { ...nobody, person: author }, author);
    expect(JSON.stringify(own.done?.work)).not.toContain(words);
  });

  it('can be undone for a moment', async () => {
    await jan.types('review');
    await jan.presses('Approve');

    expect((await jan.presses('Undo')).plain).toContain('Undone. Nothing was counted.');
    expect((await jan.types('review')).plain).toContain('0 of 2 approved');
  });
});

function actionOf(card: { actions: readonly { label: string }[] }, label: string) {
  const found = card.actions.find((one) => one.label === label);
  if (!found || !('do' in found)) throw new Error(`No ${label}`);
  return found.do as `review:${string}:${number}`;
}
