import type { Index } from './index.ts';

/** Unique indexes are the unique rules of the port; the others serve one listing each, after which they are called. */
export const records: readonly Index[] = [
  { of: 'location', name: 'slug', keys: ['slug'], isUnique: true },

  { of: 'organiser', name: 'slug', keys: ['slug'], isUnique: true },

  { of: 'staff', name: 'once', keys: ['organiser', 'person'], isUnique: true },
  { of: 'staff', name: 'of', keys: ['person', '_id'] },
  { of: 'staff', name: 'at', keys: ['organiser', 'at', '_id'] },

  { of: 'identity', name: 'once', keys: ['kind', 'tenant', 'subject'], isUnique: true },
  { of: 'identity', name: 'of', keys: ['person', '_id'] },

  { of: 'notice', name: 'unseen', keys: ['person', 'seenAt', 'at', '_id'] },
  { of: 'notice', name: 'of', keys: ['person', 'at', '_id'] },

  { of: 'grant', name: 'in', keys: ['community', '_id'] },

  { of: 'community', name: 'once', keys: ['kind', 'tenant', 'nativeId'], isUnique: true },
  { of: 'community', name: 'of', keys: ['organiser', 'title', '_id'] },

  { of: 'membership', name: 'once', keys: ['community', 'person'], isUnique: true },
  { of: 'membership', name: 'of', keys: ['person', '_id'] },
  { of: 'membership', name: 'in', keys: ['community', '_id'] },
  // Holds all that is asked for.
  { of: 'membership', name: 'learners', keys: ['community', 'state', 'seat', 'isTest', 'person'] },

  { of: 'placement', name: 'once', keys: ['community', 'nativeLink'], isUnique: true },
  { of: 'placement', name: 'of', keys: ['subject.id', 'subject.kind', '_id'] },

  {
    of: 'activity',
    name: 'origin',
    keys: ['organiser', 'origin.key'],
    isUnique: true,
    where: { 'origin.key': { $exists: true } },
  },
  { of: 'activity', name: 'of', keys: ['organiser', '_id'] },

  {
    of: 'playlist',
    name: 'origin',
    keys: ['madeBy.organiser', 'origin.key'],
    isUnique: true,
    where: { 'origin.key': { $exists: true } },
  },
  { of: 'playlist', name: 'of', keys: ['madeBy.organiser', '_id'] },
  { of: 'playlist', name: 'holding', keys: ['steps.activity', '_id'] },

  { of: 'enrolment', name: 'once', keys: ['person', 'subject.id', 'subject.kind'], isUnique: true },
  { of: 'enrolment', name: 'of', keys: ['person', '_id'] },
  { of: 'enrolment', name: 'in', keys: ['subject.id', 'subject.kind', 'state', 'person'] },
  { of: 'enrolment', name: 'requested', keys: ['organiser', 'at', '_id'], where: { state: 'requested' } },

  { of: 'work', name: 'once', keys: ['person', 'task'], isUnique: true },
  { of: 'work', name: 'of', keys: ['person', 'activity'] },
  { of: 'work', name: 'in-review', keys: ['activity', 'waitingSince', '_id'], where: { state: 'in-review' } },

  { of: 'evidence', name: 'history', keys: ['work', 'version'] },
  { of: 'evidence', name: 'of', keys: ['person', '_id'] },

  {
    of: 'review',
    name: 'once',
    keys: ['work', 'evidenceVersion', 'reviewer'],
    isUnique: true,
    where: { undoneAt: null },
  },
  { of: 'review', name: 'of', keys: ['work', 'at', '_id'] },
  { of: 'review', name: 'by', keys: ['reviewer', 'at', '_id'] },

  { of: 'completion', name: 'once', keys: ['person', 'activity'], isUnique: true },

  {
    of: 'badge',
    name: 'origin',
    keys: ['organiser', 'origin.key'],
    isUnique: true,
    where: { 'origin.key': { $exists: true } },
  },
  { of: 'badge', name: 'of', keys: ['organiser', '_id'] },
  { of: 'badge', name: 'by-activity', keys: ['earnedBy.activity', '_id'] },
  { of: 'badge', name: 'by-playlist', keys: ['earnedBy.playlist', '_id'] },
  { of: 'badge', name: 'needing', keys: ['prerequisites.badges', 'organiser', '_id'] },

  { of: 'award', name: 'once', keys: ['badge', 'person', 'round'], isUnique: true },
  { of: 'award', name: 'address', keys: ['address'], isUnique: true },
  { of: 'award', name: 'held', keys: ['person', 'earnedAt', '_id'] },
  { of: 'award', name: 'of', keys: ['organiser', 'earnedAt', '_id'] },
  { of: 'award', name: 'waiting', keys: ['organiser', '_id'], where: { state: 'waiting' } },
  { of: 'award', name: 'released', keys: ['badge'], where: { releasedAt: { $gt: '' } } },

  { of: 'grade', name: 'once', keys: ['placement', 'person'], isUnique: true },
  { of: 'grade', name: 'of', keys: ['placement', '_id'] },
];
