const mostLetters = 100;

/** The name as it may be shown and saved: no path, no control or direction signs, the true ending. */
export function safeName(claimed: string, extension: string): string {
  const last = claimed.split(/[/\\]/).at(-1) ?? '';
  const bare = last
    .normalize('NFC')
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}"<>|?*:;%]+/gu, ' ')
    .trim()
    .replace(/^\.+/, '');
  return `${[...bare].slice(0, mostLetters).join('') || 'file'}.${extension}`;
}
