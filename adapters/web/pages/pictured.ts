import { dayMs, later } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { Wrong } from '../amiss.ts';
import type { Fields, Here } from '../here.ts';
import { pictureOf } from '../picture-upload.ts';
import { one } from './organiser-badges-fields.ts';

/** An uploaded picture waits here until the form that it came with is handed in. */
const shelf = 'web.badge-pictures';
const waitsDays = 2;

export interface Pictured {
  /** A data URI. */
  readonly own: string | null;
  readonly code: string | null;
  readonly wrong: Wrong | null;
}

/**
 * The picture that came with the form, or the one that came with it before.
 * @param mostBytes once it is drawn anew
 */
export async function readPictured(
  here: Here<unknown, Someone>,
  fields: Fields,
  mostBytes?: number,
): Promise<Pictured> {
  const { badgePress, keyValues, ids, clock } = here.web.ports;
  const sent = pictureOf(here);
  const code = one(fields, 'uploaded') || null;
  if (sent === null) {
    const kept = code ? await keyValues.read<{ data: string; by: string }>(shelf, code) : null;
    const own = kept?.by === here.who.person ? kept.data : null;
    return { own, code: own ? code : null, wrong: null };
  }
  const cleaned =
    sent === 'too-large'
      ? { refused: { why: 'too-large' as const } }
      : await badgePress.cleanPicture(sent, mostBytes);
  if (cleaned.refused) {
    return { own: null, code: null, wrong: { key: `maker.picture.${cleaned.refused.why}`, data: {} } };
  }
  const fresh = ids.code(26);
  const until = later(clock.now(), waitsDays * dayMs);
  await keyValues.put(shelf, fresh, { data: cleaned.done, by: here.who.person }, { until });
  return { own: cleaned.done, code: fresh, wrong: null };
}
