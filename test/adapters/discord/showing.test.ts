import {
  CreateMessageInteractionCallbackRequestSchema,
  ModalInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import fc from 'fast-check';
import {
  type Action,
  actionId,
  type Card,
  card,
  chatLanguages,
  type Field,
  type Form,
  type Item,
  overLimits,
  type Text,
} from '../../../adapters/conversation/index.ts';
import { escaped, markdown } from '../../../adapters/discord/markdown.ts';
import { showCard } from '../../../adapters/discord/show-card.ts';
import { showForm } from '../../../adapters/discord/show-form.ts';
import { instant } from '../../../core/instant.ts';
import { faultsOf } from '../../fakes/discord/bodies.ts';
import { messageFaults, modalFaults } from '../../fakes/discord/message-rules.ts';

const troubles = (shown: object): readonly string[] => {
  const body = { type: 4, data: shown };
  return [
    ...faultsOf(CreateMessageInteractionCallbackRequestSchema, body),
    ...messageFaults(shown as Parameters<typeof messageFaults>[0], true),
  ];
};

const nasty = fc.oneof(
  fc.string({ maxLength: 4000, unit: 'grapheme' }),
  fc.constantFrom(
    '*'.repeat(3000),
    '@everyone <@123> <#1>',
    '\\'.repeat(2001),
    '# Big',
    '> q',
    '1. a\n2. b',
    'ž'.repeat(3900),
  ),
);
const text: fc.Arbitrary<Text> = fc.array(
  fc.oneof(
    nasty.map((own) => ({ own })),
    nasty,
    nasty.map((bold) => ({ bold })),
    nasty.map((code) => ({ code })),
    fc.constant({ at: instant('2026-03-02T09:00:00.000Z'), as: 'moment' as const }),
    fc.webUrl().map((to) => ({ link: 'here', to })),
  ),
  { minLength: 1, maxLength: 4 },
);
const label = fc
  .string({ minLength: 1, maxLength: 120, unit: 'grapheme' })
  .filter((one) => one.trim() !== '');
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ label, do: fc.constantFrom(actionId('help'), actionId('explore', '', 0, '2')) }),
  fc.record({ label, open: fc.webUrl() }),
);
const item: fc.Arbitrary<Item> = fc.record(
  { title: text, detail: text, action },
  { requiredKeys: ['title'] },
);
const anyCard: fc.Arbitrary<Parameters<typeof card>[1]> = fc.record(
  {
    id: fc.constant('any'),
    title: text,
    lead: text,
    quote: text,
    note: text,
    picture: fc.record({ url: fc.webUrl(), alt: label }),
    fields: fc.array(fc.record({ label, value: text }), { maxLength: 10 }),
    progress: fc.record({ done: fc.nat(9), needed: fc.nat(9), extra: fc.nat(3) }),
    items: fc.record({
      page: fc.constant(1),
      pages: fc.constantFrom(1, 6),
      list: fc.array(item, { maxLength: 5 }),
    }),
    actions: fc.array(action, { maxLength: 5 }),
    more: fc.array(action, { maxLength: 20 }),
    news: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ['id', 'title', 'actions'] },
);

describe('A card on Discord', () => {
  it('is a message that Discord takes, whatever it holds, in every language', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...chatLanguages), fc.boolean(), (parts, language, plain) => {
        const reader = { language, zone: 'Europe/Ljubljana', plain };
        expect(troubles(showCard(reader, card(reader, parts)))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('mentions nobody, and lets no words of people become markup', () => {
    const typed =
      '@everyone <@123> **big** [click](https://x.example) https://x.example ||spoiler|| :smile:\n# Title\n- list\n1. one';
    const shown = markdown([{ own: typed }]);

    expect(shown.replace(/\\(.)/g, '')).not.toMatch(/[*_`|<>#[\]@]|https:|^\d+\./m);
    expect(shown.replace(/\\(.)/g, '$1')).toBe(typed);
    expect(
      showCard({ language: 'en', zone: 'UTC' }, simple({ title: [{ own: typed }] })).allowed_mentions,
    ).toEqual({ parse: [] });
  });

  it('tells moments so that each client shows them in its own time', () => {
    expect(markdown([{ at: instant('2026-03-02T09:00:00.000Z'), as: 'moment' }])).toBe('<t:1772442000:F>');
  });

  it('loses no button that leads to the same twice', () => {
    const again = { label: 'Again', do: actionId('help') };
    const shown = showCard(
      { language: 'en', zone: 'UTC' },
      simple({ title: ['Hello'], actions: [again, { ...again, label: 'And again' }] }),
    );

    expect(JSON.stringify(shown)).toContain('"help::0#1"');
    expect(troubles(shown)).toEqual([]);
  });

  it('escapes what is escaped already no further than it shows', () => {
    expect(escaped('a\\*b')).toBe('a\\\\\\*b');
  });
});

const simple = (parts: Partial<Card>) =>
  card({ language: 'en', zone: 'UTC' }, { id: 'simple', title: ['Hello'], actions: [], ...parts });

describe('A form on Discord', () => {
  const choices = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));
  const common = (name: string) => ({ name, label: 'x'.repeat(45), hint: 'y'.repeat(100), required: false });
  const fields: readonly Field[] = [
    { ...common('text'), kind: 'text', most: 3000, lines: 'many', value: 'z'.repeat(3000) },
    { ...common('url'), kind: 'url', value: 'https://x.example' },
    { ...common('choice'), kind: 'choice', options: choices(10), value: 'v3' },
    { ...common('ticks'), kind: 'ticks', options: choices(10), value: ['v1', 'v2'] },
    { ...common('pick'), kind: 'pick', options: choices(25), value: 'v24' },
    { ...common('files'), kind: 'files', most: 3 },
    { ...common('person'), kind: 'person' },
    { ...common('place'), kind: 'place' },
    { ...common('role'), kind: 'role' },
  ];

  it.each(fields.map((field) => [field.kind, field] as const))(
    'asks for %s as Discord takes it',
    (_kind, field) => {
      const form: Form = {
        id: actionId('activity.evidence', 'a'.repeat(20), 0, 'form'),
        title: 'T'.repeat(24),
        submit: 'Send',
        note: [{ own: 'n'.repeat(3000) }],
        fields: [field, ...fields.filter(({ name }) => name !== field.name).slice(0, 3)],
      };
      expect(overLimits({ show: 'form', form })).toEqual([]);
      const data = showForm(form);

      expect(faultsOf(ModalInteractionCallbackRequestSchema, { type: 9, data })).toEqual([]);
      expect(modalFaults(data as unknown as Parameters<typeof modalFaults>[0])).toEqual([]);
    },
  );
});
