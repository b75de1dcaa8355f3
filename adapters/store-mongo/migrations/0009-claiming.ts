import type { Index } from './index.ts';

/** Codes that badges are got by, who used them, and badges brought along from elsewhere. */
export const claiming: readonly Index[] = [
  { of: 'claimCode', name: 'digest', keys: ['digest'], isUnique: true },
  {
    of: 'claimCode',
    name: 'personal',
    keys: ['badge', 'recipient'],
    isUnique: true,
    where: { recipient: { $gt: '' } },
  },
  { of: 'claimCode', name: 'of', keys: ['badge', 'recipient', '_id'] },

  { of: 'claimUse', name: 'once', keys: ['code', 'person'], isUnique: true },
  { of: 'claimUse', name: 'place', keys: ['code', 'place'], isUnique: true, where: { place: { $gt: 0 } } },
  { of: 'claimUse', name: 'of', keys: ['code', '_id'] },
  { of: 'claimUse', name: 'by', keys: ['person', '_id'] },
  { of: 'claimUse', name: 'requested', keys: ['badge', 'state', 'at', '_id'] },

  { of: 'foreignBadge', name: 'once', keys: ['person', 'subject'], isUnique: true },
  { of: 'foreignBadge', name: 'of', keys: ['person', '_id'] },
];
