import { z } from 'zod';
import { Language } from '../../core/texts.ts';
import { type Bundle, BundleIn } from './bundle.ts';
import { judgeReferences } from './judge-references.ts';
import { Pointers } from './pointers.ts';
import { type Trouble, troublesOf } from './troubles.ts';

/** Reads a bundle; everything that is wrong with it comes back at once, each with its path. */
export function readBundle(
  text: string,
): { readonly bundle: Bundle; readonly raw: unknown } | { readonly troubles: readonly Trouble[] } {
  const json = parsed(text);
  if (json === undefined) return { troubles: [{ path: '', says: 'The file is not JSON.' }] };

  // The texts can only be judged in a known language; a wrong one is reported with the rest.
  const head = z.object({ original: Language }).safeParse(json);
  const read = BundleIn(head.data?.original ?? 'en').safeParse(json, { reportInput: true });
  const pointers = Pointers.safeParse(json);
  const troubles = [
    ...(read.success ? [] : troublesOf(read.error)),
    ...(pointers.success ? judgeReferences(pointers.data) : []),
  ];
  return read.success && troubles.length === 0 ? { bundle: read.data, raw: json } : { troubles };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
