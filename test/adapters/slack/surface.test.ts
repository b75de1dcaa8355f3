import type { KnownBlock } from '@slack/types';
import type { Reader, Reply } from '../../../adapters/conversation/index.ts';
import { viewOf } from '../../../adapters/slack/answer.ts';
import { messageOf } from '../../../adapters/slack/show-card.ts';
import { describeSurface } from '../../contracts/surface.contract.ts';
import { wordsOf } from '../../fakes/slack/member.ts';
import { Platform } from '../../fakes/slack/platform.ts';
import { wrongWith } from '../../fakes/slack/validate.ts';

/** As a person reads it, dates by what stands for them. */
const read = (blocks: unknown): string =>
  wordsOf(blocks)
    .replace(/<!date\^[^|]*\|([^>]*)>/g, '$1')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Every text that Slack reads markup in. */
function marked(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(marked);
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && part.type === 'mrkdwn' && 'text' in part) return [String(part.text)];
  return Object.values(part).flatMap(marked);
}

/** Ours are dates and links to our own pages; titles of things stand in bold. */
const harmIn = (blocks: unknown): readonly string[] =>
  marked(blocks)
    .map((text) =>
      text.replace(/<!date\^\d+\^[^|>]*\|[^<>]*>/g, '').replace(/<https:\/\/col\.example\/[^>]*>/g, ''),
    )
    .flatMap((text) => [
      ...(text.match(/<[^>]*>/g) ?? []),
      ...(text.match(/(?<![\w*])[_~`]\w+[_~`](?!\w)/g) ?? []),
    ]);

function troublesOf(blocks: readonly KnownBlock[], most: number): readonly string[] {
  const platform = new Platform(Date.now);
  platform.checkIds('a surface', blocks);
  return [
    ...wrongWith('blocks', blocks),
    ...platform.violations.map(({ rule, detail }) => `${rule}: ${detail}`),
    ...(blocks.length > most ? [`${blocks.length} blocks`] : []),
  ];
}

describeSurface('Slack', () => ({
  show(given: Reader, reply: Reply) {
    const reader = { ...given, plain: false };
    const view = viewOf({ metadata: {} }, { reply, reader });
    // A view of ours holds no other blocks than Slack's.
    const inView = view.blocks as KnownBlock[];
    const cards =
      reply.show === 'card' ? [reply.card] : reply.show === 'post' ? [reply.card, reply.receipt] : [];
    const messages = cards.map((card) => messageOf(reader, card));
    return {
      read: read(messages.length > 0 ? messages.flatMap(({ blocks }) => blocks) : inView),
      troubles: [
        ...wrongWith('modal', view),
        ...troublesOf(inView, 100),
        ...messages.flatMap(({ blocks }) => troublesOf(blocks, 50)),
        ...messages.filter(({ text }) => text.length > 4000 || text === '').map(() => 'No text, or too long'),
      ],
      harm: [...harmIn(inView), ...messages.flatMap(({ blocks }) => harmIn(blocks))],
    };
  },
}));

describe('Lines in place of buttons', () => {
  it('hold all of a card, with what to type', () => {
    const reader = { language: 'en', zone: 'UTC', plain: true } as const;
    const card = {
      id: 'x',
      version: 0,
      title: ['Title'],
      actions: [],
      plain: `Title\n${'A line of words. '.repeat(300)}\n[Join] join <@U1>`,
    };

    const { blocks } = messageOf(reader, card);

    expect(wrongWith('blocks', blocks)).toEqual([]);
    expect(blocks.every(({ type }) => type === 'section')).toBe(true);
    expect(wordsOf(blocks)).toContain('[Join] join &lt;@U1&gt;');
  });
});
