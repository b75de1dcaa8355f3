/**
 * A JSON document as it is written into pictures: inside its strings, braces and all beyond ASCII as their numbers. It
 * parses to the same document. Some readers take the text for Latin-1; Learner Credential Wallet counts braces without
 * knowing strings, from the word that is the name of the other chunk.
 */
export function bakedText(json: string): string {
  let text = '';
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charAt(at);
    if (sign === '"') isInString = !isInString;
    if (isInString && sign === '\\') {
      text += sign + json.charAt(at + 1);
      at += 1;
    } else text += isInString && isRisky(sign) ? numberOf(sign) : sign;
  }
  return text.replaceAll('openbadgecredential', `${numberOf('o')}penbadgecredential`);
}

/** What an SVG would take for the end of its text goes as well: `]]>`. */
const isRisky = (sign: string): boolean => sign === '{' || sign === '}' || sign === '>' || sign > '~';

const numberOf = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
