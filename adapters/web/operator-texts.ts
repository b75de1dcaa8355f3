import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpokenLanguage } from '../conversation/words/say.ts';

export interface OwnText {
  /** Of the text; the reader's one where there is one. */
  readonly language: string;
  readonly title: string;
  readonly parts: readonly OwnPart[];
}

export interface OwnPart {
  /** Null: what stands before the first heading. */
  readonly heading: string | null;
  readonly paragraphs: readonly string[];
}

/**
 * A text that the operator put in place of ours, `privacy.sl.md` in their folder: plain, `#` begins the title, `##` a
 * heading, an empty line a paragraph. Looked up on each visit, so that a changed text needs no start.
 * @param languages the reader's first; the first for which there is a file is taken
 * @returns null: there is none, and ours is shown
 */
export async function readOwnText(
  folder: string | null,
  name: 'privacy' | 'terms',
  languages: readonly SpokenLanguage[],
): Promise<OwnText | null> {
  if (folder === null) return null;
  for (const language of new Set(languages)) {
    const text = await readFile(join(folder, `${name}.${language}.md`), 'utf8').catch(() => null);
    if (text !== null) return { language, ...partsOf(text) };
  }
  return null;
}

function partsOf(text: string): Pick<OwnText, 'title' | 'parts'> {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n\s*\n|\n(?=#)|(?<=^#.*)\n/m);
  let title = '';
  const parts: { heading: string | null; paragraphs: string[] }[] = [{ heading: null, paragraphs: [] }];
  for (const block of blocks.map((one) => one.trim()).filter(Boolean)) {
    const [, marks = '', words = ''] = /^(#+)\s*(.*)$/s.exec(block) ?? [];
    if (marks.length === 1) title = words;
    else if (marks.length > 1) parts.push({ heading: words, paragraphs: [] });
    else parts.at(-1)?.paragraphs.push(block);
  }
  return {
    title,
    parts: parts.filter(({ heading, paragraphs }) => heading !== null || paragraphs.length > 0),
  };
}
