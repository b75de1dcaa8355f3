/**
 * A table as spreadsheets read it: UTF-8 said by its mark, CRLF, every text in quotes, and none of them a formula.
 * @param separator where a comma is for decimals, spreadsheets want a semicolon
 * @see https://www.rfc-editor.org/rfc/rfc4180 and https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvStart = '\uFEFF';

export const csvLine = (cells: readonly (string | number)[], separator: ',' | ';'): string =>
  `${cells.map(cell).join(separator)}\r\n`;

const cell = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `"${harmless(value).replaceAll('"', '""')}"`;

/** What a spreadsheet would calculate is shown as it was written: an apostrophe says that it is text. */
const harmless = (text: string): string =>
  /^[\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]/.test(text) ? `'${text}` : text;
