/** Somebody in a list of people who are to get a badge. */
export interface RecipientRow {
  /** Of the list, counted from 1, its heading left out. */
  readonly row: number;
  /** As it stands there. */
  readonly email: string;
  /** Whole years; null: the list does not say. Asked for and not kept. */
  readonly age: number | null;
  /** BCP 47; null: the list does not say. */
  readonly language: string | null;
}

const headings = {
  email: ['email', 'e-mail', 'mail', 'e-posta', 'e-pošta', 'e-naslov', 'enaslov', 'epošta'],
  age: ['age', 'starost'],
  language: ['language', 'jezik', 'lang'],
} as const;

/**
 * Reads a list as spreadsheets save it (CSV with commas, semicolons or tabs, in quotes or not), or addresses line by line.
 * Without a heading that names an e-mail column, the first column with an @ is it. Empty lines are left out.
 */
export function recipientRows(text: string): readonly RecipientRow[] {
  const lines = parsed(text.replace(/^\uFEFF/, ''));
  const [first] = lines;
  if (!first) return [];
  const names = first.map((cell) => cell.trim().toLowerCase());
  const columnOf = (of: keyof typeof headings) => {
    const ours: readonly string[] = headings[of];
    return names.findIndex((name) => ours.includes(name));
  };
  const isHeading = columnOf('email') >= 0;
  const at = isHeading
    ? { email: columnOf('email'), age: columnOf('age'), language: columnOf('language') }
    : {
        email: Math.max(
          0,
          first.findIndex((cell) => cell.includes('@')),
        ),
        age: -1,
        language: -1,
      };
  return (isHeading ? lines.slice(1) : lines).map((cells, index) => ({
    row: index + 1,
    email: (cells[at.email] ?? '').trim(),
    age: wholeYears(cells[at.age]),
    language: /^[a-z]{2,3}$/.exec(cells[at.language]?.trim().toLowerCase() ?? '')?.[0] ?? null,
  }));
}

function wholeYears(cell: string | undefined): number | null {
  const text = cell?.trim() ?? '';
  return /^\d{1,3}$/.test(text) ? Number(text) : null;
}

/** RFC 4180, with whichever separator the first line has most of. */
function parsed(text: string): readonly (readonly string[])[] {
  const separator = separatorOf(text);
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endLine = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) lines.push(cells);
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') endLine();
    else cell += sign;
  }
  endLine();
  return lines;
}

function separatorOf(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}
