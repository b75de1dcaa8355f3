import type { LocationId } from '../ids.ts';
import type { LocationKind } from '../lists.ts';
import type { Language, Texts } from '../texts.ts';

/** A city, region, island or community of learning with its own catalogue and map. */
export interface Location {
  readonly id: LocationId;
  readonly revision: number;
  readonly slug: string;
  readonly kind: LocationKind;
  readonly openness: 'open' | 'private';
  readonly name: Texts;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA time zone. */
  readonly zone: string;
  /** First is the main one. */
  readonly languages: readonly Language[];
  /** Degrees; lat −90..90, lon −180..180. */
  readonly centre: { readonly lat: number; readonly lon: number };
  /** 1..18 */
  readonly zoom: number;
  readonly areas: readonly Area[];
}

export interface Area {
  readonly key: string;
  readonly name: Texts;
  readonly centre: { readonly lat: number; readonly lon: number };
  readonly radiusMetres: number;
}
