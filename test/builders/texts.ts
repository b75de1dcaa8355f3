import type { Texts } from '../../core/texts.ts';

/** English is the original; `sl` where the test cares. */
export const texts = (en: string, sl?: string): Texts => ({
  original: 'en',
  in: sl === undefined ? { en } : { en, sl },
});
