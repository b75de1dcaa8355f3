import type { PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Language } from '../texts.ts';
import type { Settings } from './settings.ts';

/** A personal account. Erased, only the row with its id and alias stays. */
export interface Person {
  readonly id: PersonId;
  readonly revision: number;
  /** 1..60 characters; null: the alias is shown. */
  readonly displayName: string | null;
  /** Animal and number, drawn from nothing that identifies. */
  readonly alias: string;
  readonly language: Language;
  /** IANA; null: the zone of where they learn. */
  readonly zone: string | null;
  readonly emails: readonly { readonly address: string; readonly verifiedAt: Instant | null }[];
  readonly age: Age;
  /** Absent: all as at first. */
  readonly settings?: Partial<Settings>;
  /** A mail on Mondays about what waits for their review; absent: never chosen. The round makes void what was due before. */
  readonly weeklyNote?: { readonly isWanted: boolean; readonly round: number };
  readonly state: 'active' | 'merged' | 'erased';
  readonly since: Instant;
}

/** No birth date. `statedBy` null: nobody has said. */
export interface Age {
  readonly band: 'child' | 'teen' | 'adult' | 'unknown';
  readonly statedBy: 'self' | 'guardian' | 'organiser' | null;
  /** "I am at least so old", said before the first act in chat; the band may still be unknown. */
  readonly atLeast?: number;
}

/** As they call themselves, else their alias. */
export const nameOf = ({ displayName, alias }: Pick<Person, 'displayName' | 'alias'>): string =>
  displayName ?? alias;
