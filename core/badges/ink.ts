/** White or near-black for letters on a colour: whichever stands out more (4 : 1 or more; WCAG 2.2 asks 3 : 1 of letters this large). */
export function inkOn(colour: string): '#ffffff' | '#14201d' {
  const light = luminance(colour);
  const onWhite = 1.05 / (light + 0.05);
  const onDark = (light + 0.05) / (luminance('#14201d') + 0.05);
  return onWhite >= onDark ? '#ffffff' : '#14201d';
}

/** Of letters in a badge 100 wide, so that three wide ones still stand inside its rim. @param letters 1..3 of them */
export const sizeOf = (letters: string): number => [36, 36, 28, 19][[...letters].length] ?? 19;

/** @param colour `#rrggbb`; 0 is black, 1 white */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
