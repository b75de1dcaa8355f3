import type { Origin } from '../activities/activity.ts';
import type { ActivityId, BadgeId, OrganiserId, PlaylistId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Texts } from '../texts.ts';
import type { BadgeContent } from './badge-content.ts';
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
  /** Up to 10. Left out of badges older than this: none. */
  readonly alignments?: readonly Alignment[];
  readonly state: 'draft' | 'active' | 'retired';
  readonly version: number;
  /** Earlier published versions, which their awards keep. */
  readonly earlier: readonly BadgeVersion[];
  readonly origin: Origin | null;
  /** What its makers are at, to be the next version; null or left out: nothing. A badge in draft is its own. */
  readonly draft?: BadgeContent | null;
  /** Since when a badge that was never published is off its makers' desk; left out: it is on it. */
  readonly removedAt?: Instant;
}

/** What a school or employer asks before it counts the badge; null: nobody has said. */
export interface Microcredential {
  /** Of learning; whole, 1 or more. */
  readonly hours: number;
  /** Credits of the European Credit Transfer System, in halves; left out of older ones. */
  readonly ects?: number | null;
  /** European Qualifications Framework, 1..8. */
  readonly eqfLevel: number | null;
  readonly assessment: string | null;
  readonly qualityAssurance: string | null;
  readonly awardingBody: string | null;
}

/** An entry in a framework that others know, such as a skill of ESCO, which the badge's skills agree with. */
export interface Alignment {
  readonly name: string;
  /** Of the web: where the entry stands. */
  readonly url: string;
  readonly framework: string | null;
  /** By what the framework numbers it. */
  readonly code: string | null;
}

/** What an earner keeps: the words and picture of the version that was earned. */
export interface BadgeVersion {
  readonly version: number;
  readonly name: Texts;
  readonly description: Texts;
  readonly criteria: Texts;
  readonly image: BadgeImage;
  readonly skills: readonly string[];
  readonly microcredential?: Microcredential | null;
  readonly alignments?: readonly Alignment[];
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
export const versionOf = (badge: Badge): BadgeVersion => {
  const { version, name, description, criteria, image, skills, microcredential, alignments = [] } = badge;
  return {
    version,
    name,
    description,
    criteria,
    image,
    skills,
    ...(microcredential ? { microcredential } : {}),
    ...(alignments.length > 0 ? { alignments } : {}),
  };
};

/** @returns null: there never was such a version */
export const versionIn = (badge: Badge, version: number): BadgeVersion | null =>
  version === badge.version
    ? versionOf(badge)
    : (badge.earlier.find((one) => one.version === version) ?? null);

/** What its makers wrote of the version there is. */
export const contentOf = (badge: Badge): BadgeContent => {
  const { name, description, criteria, image, skills, competences, programme } = badge;
  const { validFor, earnedBy, prerequisites, ladder, microcredential, alignments = [] } = badge;
  return {
    name,
    description,
    criteria,
    image,
    skills: [...skills],
    competences: [...competences],
    programme,
    validFor,
    earnedBy: [...earnedBy],
    prerequisites: prerequisites && {
      ...prerequisites,
      badges: prerequisites.badges === 'any' ? 'any' : [...prerequisites.badges],
    },
    ladder,
    microcredential: microcredential && { ...microcredential, ects: microcredential.ects ?? null },
    alignments: [...alignments],
  };
};

/** What would be published next; null: nothing was changed since the last time. */
export const draftOf = (badge: Badge): BadgeContent | null =>
  badge.state === 'draft' ? contentOf(badge) : (badge.draft ?? null);

/** As it is once its draft is published: the first version, or the next one, with the one before kept for its earners. */
export function published(badge: Badge, content: BadgeContent): Badge {
  const { draft: _, ...rest } = badge;
  const next = { ...rest, ...content, state: 'active' as const };
  return badge.state === 'draft'
    ? next
    : { ...next, version: badge.version + 1, earlier: [...badge.earlier, versionOf(badge)] };
}
