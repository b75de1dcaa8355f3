import { readForm, showReply } from '../../../adapters/console/index.ts';
import type { Reader, Reply } from '../../../adapters/conversation/index.ts';
import { describeSurface } from '../../contracts/surface.contract.ts';

/** A terminal obeys control codes; nobody's words may hold one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

describeSurface('The console', () => ({
  show(reader: Reader, reply: Reply) {
    const { text, numbered } = showReply(reader, reply);
    const harm = [...text.matchAll(controls)].map(([found]) => `control code ${found.charCodeAt(0)}`);
    const wide = numbered.filter((action) => !text.includes(action.label));
    return { read: text, troubles: wide.map(({ label }) => `No number for ${label}`), harm };
  },
}));

describe('A form at the console', () => {
  it('is asked field by field: numbers choose, an empty line keeps or leaves out, what is needed is asked again', async () => {
    const lines = ['', 'I was there', '2', '1, 3', '', 'nothing', '1'];
    const printed: string[] = [];

    const said = await readForm(
      {
        print: (text) => printed.push(text),
        line: async (asking) => {
          printed.push(asking);
          return lines.shift() ?? null;
        },
      },
      { language: 'en', zone: 'UTC' },
      {
        id: 'activity.evidence:x:0:form',
        title: 'Send',
        submit: 'Send',
        fields: [
          { name: 'text', kind: 'text', label: 'Your text', required: true, most: 100, lines: 'many' },
          { name: 'one', kind: 'choice', label: 'One', required: true, options: options('a', 'b', 'c') },
          { name: 'some', kind: 'ticks', label: 'Some', required: false, options: options('a', 'b', 'c') },
          { name: 'link', kind: 'url', label: 'A link', required: false, value: 'https://old.example' },
          { name: 'last', kind: 'pick', label: 'Last', required: true, options: options('x', 'y') },
        ],
      },
    );

    expect(said).toEqual({
      text: 'I was there',
      one: 'b',
      some: ['a', 'c'],
      link: 'https://old.example',
      last: 'x',
    });
    expect(printed.filter((text) => text === 'This one is needed.')).toHaveLength(1);
    expect(printed.filter((text) => text === 'Type a number from the list.')).toHaveLength(1);
  });
});

const options = (...values: readonly string[]) =>
  values.map((value) => ({ value, label: value.toUpperCase() }));
