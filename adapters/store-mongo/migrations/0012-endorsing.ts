import type { Index } from './index.ts';

/** Endorsements, what holders ask for because of them, and who checks them. */
export const endorsing: readonly Index[] = [
  { of: 'endorsement', name: 'address', keys: ['address'], isUnique: true },
  { of: 'endorsement', name: 'of', keys: ['object.id', '_id'] },
  { of: 'endorsement', name: 'at', keys: ['organiser', '_id'] },
  { of: 'endorsement', name: 'by', keys: ['endorser.organiser', '_id'] },
  { of: 'endorsement', name: 'to-check', keys: ['state', '_id'] },
  {
    of: 'endorsement',
    name: 'place',
    keys: ['status.list', 'status.index'],
    isUnique: true,
    where: { 'status.list': { $gt: 0 } },
  },
  { of: 'application', name: 'once', keys: ['endorsement', 'person'], isUnique: true },
  { of: 'application', name: 'of', keys: ['endorsement', 'at', '_id'] },
  { of: 'application', name: 'by', keys: ['person', '_id'] },
  { of: 'siteRole', name: 'once', keys: ['person', 'role', 'on'], isUnique: true },
  { of: 'siteRole', name: 'on', keys: ['on', '_id'] },
];
