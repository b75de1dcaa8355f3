import type { ActivityId, BadgeId, LocationId, OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { ActivityType, Category, Visibility } from '../lists.ts';
import type { Language, Texts } from '../texts.ts';
import type { Task } from './task.ts';

/** Any learning experience that is offered. */
export interface Activity {
  readonly id: ActivityId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  /** 0..10 others who offer it too. */
  readonly coHosts: readonly (OrganiserId | { readonly name: string })[];
  /** Null: everywhere. */
  readonly location: LocationId | null;
  readonly type: ActivityType;
  /** 1..3 once published. */
  readonly categories: readonly Category[];
  readonly name: Texts;
  readonly do: Texts | null;
  readonly learn: Texts | null;
  readonly about: Texts | null;
  /** ISO 8601, PT_H_M or P_D; null: unknown. */
  readonly duration: string | null;
  /** Null: any time. */
  readonly when: { readonly startsAt: Instant; readonly endsAt: Instant; readonly zone: string } | null;
  readonly applyBefore: Instant | null;
  readonly place: Place;
  /** 1..100000, binds only activities with `when`; null: no limit. */
  readonly capacity: number | null;
  readonly joining: 'open' | 'on-request' | 'by-invitation';
  readonly materials: readonly Material[];
  readonly skills: readonly string[];
  readonly competences: readonly string[];
  readonly languages: readonly Language[];
  /** 0..20, by position. */
  readonly tasks: readonly Task[];
  readonly completedBy: CompletedBy;
  readonly badge: BadgeId | null;
  readonly visibility: Visibility;
  readonly state: 'draft' | 'published' | 'unpublished' | 'archived';
  readonly version: number;
  readonly origin: Origin | null;
  /** Its organiser takes no more work after the deadline of a course. Absent: late work is marked and taken. */
  readonly closedLate?: true;
}

export interface Place {
  readonly mode: 'online' | 'onsite' | 'hybrid';
  readonly name: string | null;
  readonly address: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly area: string | null;
  readonly url: string | null;
}

export interface Material {
  readonly kind: 'video' | 'tool' | 'text' | 'file';
  readonly title: Texts;
  readonly url: string;
}

/** `need` of the tasks, all when null; `minMinutes` 0: being there is enough; `atLeast` whole per cent. */
export type CompletedBy =
  | { readonly way: 'tasks'; readonly need: number | null }
  | { readonly way: 'declaration' }
  | { readonly way: 'attendance'; readonly minMinutes: number }
  | { readonly way: 'organiser' }
  | { readonly way: 'score'; readonly atLeast: number };

/** Where a thing came from: a bundle, its key in there and the bundle's version. */
export interface Origin {
  readonly bundle: string;
  readonly key: string;
  readonly version: number;
}
