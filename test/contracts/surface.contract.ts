import {
  actionId,
  type Card,
  type ChatLanguage,
  card,
  chatLanguages,
  type Field,
  type Form,
  limits,
  overLimits,
  type Reader,
  type Reply,
  say,
} from '../../adapters/conversation/index.ts';
import { texts } from '../builders/index.ts';
import { aServer, chatter, patientConversation } from '../support/chatting.ts';
import { type City, openCity } from '../support/city.ts';

/** What a surface made of a reply. */
export interface OnSurface {
  /** All that can be read there, buttons and fields too, as a person reads it: unescaped. */
  readonly read: string;
  /** What the platform itself would refuse or warn of; none: all is well. */
  readonly troubles: readonly string[];
  /** What somebody's own words became that they must not: mentions, links, markup, control codes. */
  readonly harm: readonly string[];
}

export interface Surface {
  show(reader: Reader, reply: Reply): OnSurface;
}

/** Somebody's own words that try everything. */
const tricks =
  '<@123> @everyone **bold** `code` [a](https://evil.example) <https://evil.example|b> <!channel> \u001b[31m &amp; _x_ ~y~';
const long = (length: number, word = 'besedilo') =>
  `${word} `
    .repeat(Math.ceil(length / (word.length + 1)))
    .slice(0, length)
    .trim();

function readers(): readonly Reader[] {
  return chatLanguages.map((language) => ({ language, zone: 'Europe/Ljubljana' }));
}

/** One contract for every surface: whatever the core answers is shown, whole, in each language, and nothing turns into markup. */
export function describeSurface(name: string, open: () => Surface): void {
  describe(`${name} shows what the conversation answers`, () => {
    it.each(readers().map((reader) => [reader.language, reader] as const))(
      'a card with everything at its longest, in %s',
      (_language, reader) => {
        const shown = open();
        const whole = fullCard(reader);
        expect(overLimits({ show: 'card', card: whole, place: 'new' })).toEqual([]);

        for (const place of ['new', 'instead'] as const) {
          const { read, troubles, harm } = shown.show(reader, { show: 'card', card: whole, place });
          expect(troubles).toEqual([]);
          expect(harm).toEqual([]);
          for (const part of [
            'Title',
            'Lead',
            'Quote',
            'Note',
            'News',
            'Field 0',
            'Field 9',
            'Item 0',
            'Item 4',
          ]) {
            expect(read).toContain(part);
          }
          for (const { label } of whole.actions) expect(read).toContain(label);
        }
      },
    );

    it.each(readers().map((reader) => [reader.language, reader] as const))(
      'forms with every kind of field, in %s',
      (_language, reader) => {
        const shown = open();
        for (const form of forms(reader)) {
          for (const reply of [
            { show: 'form', form } as const,
            {
              show: 'wrong-fields',
              form,
              wrong: { [form.fields[0]?.name ?? '']: 'Write something.' },
            } as const,
          ]) {
            expect(overLimits(reply)).toEqual([]);
            const { read, troubles, harm } = shown.show(reader, reply);
            expect(troubles).toEqual([]);
            expect(harm).toEqual([]);
            if (reply.show === 'wrong-fields') expect(read).toContain('Write something.');
          }
        }
      },
    );

    it('a post for everybody, and the receipt of who posted it', () => {
      const reader = { language: 'en' as const, zone: 'UTC' };
      const one = (id: string, title: string): Card =>
        card(reader, { id, title: [{ own: `${title} ${tricks}` }], actions: [] });

      const { troubles, harm } = open().show(reader, {
        show: 'post',
        card: one('post', 'Posted'),
        to: { channel: 'C1', name: '#general' },
        receipt: one('receipt', 'Receipt'),
      });

      expect(troubles).toEqual([]);
      expect(harm).toEqual([]);
    });
  });

  describe(`${name} pages through what is long`, () => {
    let city: City;
    beforeAll(async () => {
      city = await openCity();
      await aServer(city.ports, { organiser: city.zmaji });
      for (let nth = 1; nth <= 26; nth += 1) {
        await city.publish({
          name: texts(`Otters number ${String(nth).padStart(2, '0')} ${tricks.slice(0, 60)}`),
        });
      }
    }, 60_000);
    afterAll(() => city.close());

    it('26 things are all there, five at a time, each with its button', async () => {
      const shown = open();
      const mia = chatter(city.ports, patientConversation(city.ports), 'mia');
      const seen: string[] = [];

      let page = await mia.types('explore otters');
      for (;;) {
        const { read, troubles, harm } = shown.show(
          { language: 'en', zone: 'UTC' },
          { show: 'card', card: page, place: 'new' },
        );
        expect(troubles).toEqual([]);
        expect(harm).toEqual([]);
        seen.push(...(read.match(/Otters number \d\d/g) ?? []));
        expect(read).toContain(say('en', 'chat.page', { page: page.items?.page ?? 0, pages: 6 }));
        if (page.items?.page === page.items?.pages) break;
        page = await mia.presses('More');
      }

      expect(new Set(seen).size).toBe(26);
    });
  });
}

function fullCard(reader: Reader): Card {
  const own = (text: string) => ({ own: `${text} ${tricks}` });
  const buttons = (count: number, extra: string) =>
    Array.from({ length: count }, (_, at) => ({
      label: `${extra} ${at} ${long(limits.button)}`,
      do: actionId('activity.view', `item${at}`, at, extra.toLowerCase()),
      typed: 'activity something',
    }));
  return card(reader, {
    id: 'everything',
    version: 7,
    title: [own('Title'), own(long(limits.title))],
    lead: [
      'Lead ',
      own(long(900)),
      { bold: 'bold' },
      { code: 'code' },
      { link: 'here', to: 'https://col.example/x' },
    ],
    quote: [own('Quote'), own(long(limits.text))],
    note: ['Note ', own(long(300)), { at: '2026-10-15T14:00:00.000Z' as never, as: 'moment' }],
    picture: { url: 'https://col.example/b/badges/x/image.png', alt: `A badge ${tricks}` },
    fields: Array.from({ length: limits.fields }, (_, at) => ({
      label: `Field ${at}`,
      value: [own(long(200))],
    })),
    progress: { done: 3, needed: 5, extra: 1 },
    items: {
      page: 2,
      pages: 6,
      list: Array.from({ length: limits.page }, (_, at) => ({
        title: [own(`Item ${at} ${long(120)}`)],
        detail: [own(long(200)), { at: '2026-10-15T14:00:00.000Z' as never, as: 'day' }],
        ...(buttons(at + 1, 'Open')[at] ? { action: buttons(at + 1, 'Open')[at] as never } : {}),
      })),
    },
    actions: buttons(limits.actions, 'Do').map((one, at) =>
      at === 0 ? { ...one, style: 'primary' as const } : one,
    ),
    more: buttons(limits.more, 'More'),
    news: [[own('News')], [own(long(400))], [own(long(400))]],
  });
}

function forms({ language }: Reader): readonly Form[] {
  const choices = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      value: `v${at}`,
      label: `Choice ${at} ${long(limits.choice)}`.slice(0, limits.choice),
    }));
  const asks = (name: string, required: boolean) => ({
    name,
    label: long(limits.label, 'Oznaka'),
    hint: long(limits.hint, 'Namig'),
    required,
  });
  const fields: readonly Field[] = [
    {
      ...asks('text', true),
      kind: 'text',
      most: limits.typed,
      lines: 'many',
      value: `Before ${tricks} ${long(2000)}`,
    },
    { ...asks('line', false), kind: 'text', most: 60, lines: 'one' },
    { ...asks('url', false), kind: 'url', value: 'https://col.example' },
    { ...asks('choice', true), kind: 'choice', options: choices(10), value: 'v3' },
    { ...asks('ticks', false), kind: 'ticks', options: choices(10), value: ['v1', 'v2'] },
    { ...asks('pick', false), kind: 'pick', options: choices(25), value: 'v24' },
    { ...asks('files', false), kind: 'files', most: limits.files },
  ];
  const form = (some: readonly Field[], note: boolean): Form => ({
    id: actionId('activity.evidence', 'draft', 0, 'form'),
    title: say(language as ChatLanguage, 'chat.evidence.title'),
    submit: say(language as ChatLanguage, 'chat.evidence.submit'),
    ...(note ? { note: [{ own: `${tricks} ${long(600)}` }] } : {}),
    fields: some,
  });
  return [form(fields.slice(0, 4), true), form(fields.slice(2, 7), false)];
}
