import { type DomainEvent, domainEvent } from '../domain-events.ts';
import { newId, type Subject } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Someone } from '../people/actor.ts';
import type { StepFacts } from '../playlists/judge-step.ts';
import { organiserOf, type Playlist } from '../playlists/playlist.ts';
import type { Activity } from './activity.ts';
import type { Enrolment } from './enrolment.ts';
import { capacityOf } from './judge-joining.ts';
import { enrolmentIn, isJoined, type Standing } from './standing.ts';

interface IdSource {
  next(): string;
}

/** What joining writes, beside what its use case writes. */
export interface Enrolled {
  /** That of the activity, as it will be. */
  readonly own: Enrolment;
  /** What changed. */
  readonly enrolment: readonly Enrolment[];
  /** Written again as it is where places are few, so that the last one goes to one person. */
  readonly activity: readonly Activity[];
  readonly events: readonly DomainEvent[];
}

/**
 * The first act in an open step joins its activity, and the playlist it is a step of. Joined already: only the start is noted.
 * @param isAct false: joining is all that is done, which starts nothing
 */
export function enrolled(by: Someone, facts: StepFacts, ids: IdSource, isAct = true): Enrolled {
  const { activity, within, standing } = facts;
  const playlist = within && joinedPlaylist(by, within, standing, ids, isAct);
  const existing = enrolmentIn(standing, { kind: 'activity', id: activity.id });
  const changed = joined(by, subjectOf(activity), existing, standing.now, ids, isAct);
  const isNew = !isJoined(existing);
  return {
    own: changed.own,
    enrolment: [...(changed.isChanged ? [changed.own] : []), ...(playlist?.enrolment ?? [])],
    activity: isNew && capacityOf(activity) !== null ? [activity] : [],
    events: [
      ...(isNew ? [domainEvent(by, 'activity.joined', { person: by.person, activity: activity.id })] : []),
      ...(playlist?.events ?? []),
    ],
  };
}

/** Asking to join, which somebody answers. Whoever is in already, or has asked, changes nothing. */
export function asked(by: Someone, { activity, standing }: StepFacts, ids: IdSource) {
  const existing = enrolmentIn(standing, { kind: 'activity', id: activity.id });
  if (existing && (isJoined(existing) || existing.state === 'requested')) {
    return { own: existing, changes: {}, events: [] };
  }
  const own: Enrolment = {
    ...enrolmentFor(by.person, subjectOf(activity), existing, ids),
    state: 'requested',
    via: by.seat?.community ?? null,
    at: standing.now,
    reason: null,
  };
  const about = { person: by.person, activity: activity.id };
  return {
    own,
    changes: { enrolment: [own] },
    events: [domainEvent(by, 'activity.join-requested', about)],
  };
}

/** Joins a playlist; only the start is noted where it is joined already. */
export function joinedPlaylist(
  by: Someone,
  playlist: Playlist,
  standing: Standing,
  ids: IdSource,
  isAct: boolean,
): Omit<Enrolled, 'activity'> {
  const existing = enrolmentIn(standing, { kind: 'playlist', id: playlist.id });
  const subject = {
    subject: { kind: 'playlist', id: playlist.id } as const,
    organiser: organiserOf(playlist),
    version: playlist.version,
  };
  const { own, isChanged } = joined(by, subject, existing, standing.now, ids, isAct);
  const events = isJoined(existing)
    ? []
    : [domainEvent(by, 'playlist.joined', { person: by.person, playlist: playlist.id })];
  return { own, enrolment: isChanged ? [own] : [], events };
}

export const subjectOf = (activity: Activity): JoinedSubject => ({
  subject: { kind: 'activity', id: activity.id },
  organiser: activity.organiser,
  version: activity.version,
});

export interface JoinedSubject extends Pick<Enrolment, 'organiser' | 'version'> {
  readonly subject: Subject;
}

/** Coming back keeps what was there. */
function joined(
  by: Someone,
  subject: JoinedSubject,
  existing: Enrolment | null,
  now: Instant,
  ids: IdSource,
  isAct: boolean,
): { readonly own: Enrolment; readonly isChanged: boolean } {
  const startedAt = existing?.startedAt ?? (isAct ? now : null);
  if (existing && isJoined(existing)) {
    return { own: { ...existing, startedAt }, isChanged: existing.startedAt !== startedAt };
  }
  const base = enrolmentFor(by.person, subject, existing, ids);
  const via = by.seat?.community ?? null;
  return { own: { ...base, state: 'joined', startedAt, via, at: now, reason: null }, isChanged: true };
}

/** The one there is, brought to the subject's version, or a new one. */
export const enrolmentFor = (
  person: Someone['person'],
  { subject, organiser, version }: JoinedSubject,
  existing: Enrolment | null,
  ids: IdSource,
): Omit<Enrolment, 'state' | 'via' | 'at' | 'reason'> => ({
  id: existing?.id ?? newId(ids),
  revision: existing?.revision ?? 0,
  person,
  subject,
  organiser,
  startedAt: existing?.startedAt ?? null,
  version,
  confirmed: existing?.confirmed ?? null,
  opened: existing?.opened ?? [],
});
