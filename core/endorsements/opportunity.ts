import type { ApplicationId, EndorsementId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** A chance promised to holders; it stands on an endorsement and ends with it. */
export interface Opportunity {
  readonly kind: OpportunityKind;
  /** 1..500 characters. */
  readonly what: string;
  /** 1..10000; null: as many as come. */
  readonly places: number | null;
  readonly until: Instant | null;
}

export const opportunityKinds = [
  'internship',
  'thesis',
  'interview',
  'job',
  'exchange',
  'project',
  'free-pass',
  'other',
] as const;
export type OpportunityKind = (typeof opportunityKinds)[number];

/** What a holder may let the endorser see, each by itself. */
export const releasable = ['name', 'email', 'award'] as const;
export type Releasable = (typeof releasable)[number];

/** A holder asks for an opportunity. Unique by (endorsement, person). */
export interface Application {
  readonly id: ApplicationId;
  readonly revision: number;
  readonly endorsement: EndorsementId;
  readonly person: PersonId;
  readonly released: readonly Releasable[];
  /** 0..1000 characters. */
  readonly words: string;
  readonly state: 'sent' | 'yes' | 'no' | 'withdrawn';
  readonly at: Instant;
  readonly answeredAt: Instant | null;
}

/** Who has a place, or may get one. */
export const placesTaken = (applications: readonly Application[]): number =>
  applications.filter(({ state }) => state === 'sent' || state === 'yes').length;
