const markup = /^\s*(?:<[!?a-z/]|#!)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what gives a binary file away
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

/** UTF-8 that a person can read: no control characters, and no page, picture or script in disguise. */
export function isPlainText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !control.test(text) && !markup.test(text);
  } catch {
    return false;
  }
}
