/**
 * What a list by name is ordered by, alike in both engines: no capitals, no accents. A letter with a caron or a stroke
 * comes after its plain one, as in Slavic and Baltic alphabets: Cvetka, Čuk, Dana.
 */
export function sortsAs(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\u030c/g, afterAll)
    .replace(/\p{M}+/gu, '')
    .replace(/[đł]/g, (letter) => (letter === 'đ' ? 'd' : 'l') + afterAll)
    .trim();
}

/** Of plain letters and spaces it is the last. */
const afterAll = '~';
