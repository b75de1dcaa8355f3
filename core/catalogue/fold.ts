/**
 * Text as both engines search it: lower case, without accents, words apart by one space.
 * Letters that Unicode does not decompose are spelled out, so that "Łódź" is found by "lodz" and "đ" by "d".
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łđøßæœþðı]/g, (letter) => spelled[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const spelled: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

/** The words to find, at most 10; the last one also as a beginning. */
export const wordsOf = (text: string): readonly string[] =>
  fold(text).split(' ').filter(Boolean).slice(0, 10);
