import { readCsv } from '../../../adapters/files/csv.ts';

describe('A table as spreadsheets write it', () => {
  it.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '\uFEFFa;b\r\nc;d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\rc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a, b" , "say ""hi""" ,c', [['a, b', 'say "hi"', 'c']]],
    ['"two\nlines";x\n\n;\n  \nlast', [['two\nlines', 'x'], ['last']]],
    ['one', [['one']]],
    ['', []],
    ['a,,c\n,,', [['a', '', 'c']]],
    ['ąčę;😀', [['ąčę', '😀']]],
  ])('is read (%j)', (text, rows) => {
    expect(readCsv(text)).toEqual(rows);
  });

  it('is read in a moment, however long, also where a quote is never closed', () => {
    const rows = 'luka@example.org,Luka\n'.repeat(5000);
    const start = performance.now();

    expect(readCsv(rows)).toHaveLength(5000);
    readCsv(`"${'a'.repeat(200_000)}`);
    readCsv('"a\n'.repeat(5000));

    expect(performance.now() - start).toBeLessThan(2000);
  });
});
