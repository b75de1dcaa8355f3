import type { Origin } from '../activities/activity.ts';
import type { ActivityId, BadgeId, OrganiserId, PlaylistId } from '../ids.ts';
import type { Texts } from '../texts.ts';
import type { BadgeDrawing } from './design.ts';

/** The definition of a badge. A badge that somebody earned is an award. */
export interface Badge {
  readonly id: BadgeId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  readonly name: Texts;
  readonly description: Texts;
  readonly criteria: Texts;
  readonly image: BadgeImage;
  readonly skills: readonly string[];
  readonly competences: readonly string[];
  readonly programme: 'activity' | 'competency' | 'assessment';
  /** ISO 8601 duration after issuing; null: no end. */
  readonly validFor: string | null;
  /** 1..5, any of them. */
  readonly earnedBy: readonly EarnedBy[];
  readonly prerequisites: { readonly badges: readonly BadgeId[] | 'any'; readonly need: number } | null;
  /** A row of badges and which step of it this is, as its makers call it: "Silver". */
  readonly ladder: { readonly name: string; readonly step: string } | null;
  readonly microcredential: Microcredential | null;
  readonly state: 'draft' | 'active' | 'retired';
  readonly version: number;
  /** Earlier published versions, which their awards keep. */
  readonly earlier: readonly BadgeVersion[];
  readonly origin: Origin | null;
}

/** What a school or employer asks before it counts the badge; null: nobody has said. */
export interface Microcredential {
  /** Of learning; whole, 1 or more. */
  readonly hours: number;
  /** European Qualifications Framework, 1..8. */
  readonly eqfLevel: number | null;
  readonly assessment: string | null;
  readonly qualityAssurance: string | null;
  readonly awardingBody: string | null;
}

/** What an earner keeps: the words and picture of the version that was earned. */
export interface BadgeVersion {
  readonly version: number;
  readonly name: Texts;
  readonly description: Texts;
  readonly criteria: Texts;
  readonly image: BadgeImage;
  readonly skills: readonly string[];
}

export type BadgeImage =
  | { readonly draw: BadgeDrawing; readonly alt: Texts }
  /** A data URI: PNG, or SVG written anew from what is allowed. */
  | { readonly data: string; readonly alt: Texts };

export type EarnedBy =
  | { readonly by: 'activity'; readonly activity: ActivityId }
  | { readonly by: 'playlist'; readonly playlist: PlaylistId }
  | { readonly by: 'score'; readonly activity: ActivityId; readonly atLeast: number }
  | { readonly by: 'code' }
  | { readonly by: 'hand' };

/** The present version, as its earners keep it. */
export const versionOf = ({ version, name, description, criteria, image, skills }: Badge): BadgeVersion => ({
  version,
  name,
  description,
  criteria,
  image,
  skills,
});

/** @returns null: there never was such a version */
export const versionIn = (badge: Badge, version: number): BadgeVersion | null =>
  version === badge.version
    ? versionOf(badge)
    : (badge.earlier.find((one) => one.version === version) ?? null);
