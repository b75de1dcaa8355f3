/**
 * A table as spreadsheets write it: separated by commas, semicolons or tabs, as its first line has them; quoted or not.
 * Empty lines are left out, so are spaces around a cell.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const body = text.replace(/^\uFEFF/, '');
  const [first = ''] = body
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n|\r/, 1);
  const separator = [';', '\t'].find((sign) => first.includes(sign)) ?? ',';
  const rows: string[][] = [[]];
  for (let at = 0; at < body.length; ) {
    const [cell, end] = cellAt(body, at, separator);
    rows.at(-1)?.push(cell);
    if (body.startsWith('\r\n', end)) at = end + 2;
    else at = end + 1;
    if (/[\r\n]/.test(body.charAt(end))) rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

/** @returns what stands in it, and where it ends: before the separator or the end of the line */
function cellAt(text: string, start: number, separator: string): [string, number] {
  const quoted = /^[ ]*"((?:[^"]|"")*)"[ ]*/.exec(text.slice(start, start + 100_000));
  const end = (from: number): number => {
    let at = from;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
    return at;
  };
  if (quoted) return [(quoted[1] ?? '').replaceAll('""', '"').trim(), end(start + quoted[0].length)];
  const to = end(start);
  return [text.slice(start, to).trim(), to];
}
