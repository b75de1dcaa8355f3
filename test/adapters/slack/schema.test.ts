import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeFrom, wrongWith } from '../../fakes/slack/validate.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } });
const button = (length: number) => ({ type: 'button', action_id: `a${length}`, text: plain(length) });
const modal = (length: number) => ({ type: 'modal', title: plain(length), blocks: [] });

describe('Bodies for Slack', () => {
  it('are held against the types of the installed packages', () => {
    for (const [name, version] of Object.entries(madeFrom)) {
      const installed = readFileSync(join('node_modules', name, 'package.json'), 'utf8');
      expect([name, JSON.parse(installed).version]).toEqual([name, version]);
    }
  });

  it.each([
    ['a header of 150', 'blocks', [{ type: 'header', text: plain(150) }]],
    ['a section of 3000', 'blocks', [section(3000)]],
    ['a button of 75', 'blocks', [{ type: 'actions', elements: [button(75)] }]],
    [
      '25 buttons',
      'blocks',
      [
        {
          type: 'actions',
          elements: Array.from({ length: 25 }, (_, at) => ({ ...button(5), action_id: `${at}` })),
        },
      ],
    ],
    ['a modal title of 24', 'modal', modal(24)],
    [
      'words set apart',
      'blocks',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'Hello' }] }],
        },
      ],
    ],
  ] as const)('may hold %s', (_, shape, body) => {
    expect(wrongWith(shape, body)).toEqual([]);
  });

  it.each([
    ['a header of 151', 'blocks', [{ type: 'header', text: plain(151) }]],
    ['a section of 3001', 'blocks', [section(3001)]],
    ['a button of 76', 'blocks', [{ type: 'actions', elements: [button(76)] }]],
    ['26 buttons', 'blocks', [{ type: 'actions', elements: Array.from({ length: 26 }, () => button(5)) }]],
    ['a modal title of 25', 'modal', modal(25)],
    ['an unknown key', 'blocks', [{ type: 'divider', colour: 'red' }]],
    ['11 fields', 'blocks', [{ type: 'section', fields: Array.from({ length: 11 }, () => plain(3)) }]],
    ['an empty text', 'blocks', [section(0)]],
    ['an unknown block', 'blocks', [{ type: 'poem' }]],
  ] as const)('may not hold %s', (_, shape, body) => {
    expect(wrongWith(shape, body)).not.toEqual([]);
  });
});
