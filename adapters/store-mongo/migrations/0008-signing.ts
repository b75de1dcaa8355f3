import type { Index } from './index.ts';

const isListed = { 'status.list': { $gt: 0 } };

/** What badges are signed with, and what was signed. */
export const signing: readonly Index[] = [
  { of: 'issuerKey', name: 'once', keys: ['organiser', 'kid'], isUnique: true },
  {
    of: 'issuerKey',
    name: 'current',
    keys: ['organiser', 'kind'],
    isUnique: true,
    where: { state: 'current' },
  },

  { of: 'statusList', name: 'once', keys: ['number'], isUnique: true },
  { of: 'statusList', name: 'of', keys: ['organiser', 'number'] },

  { of: 'credential', name: 'signed-with', keys: ['organiser', 'kid', '_id'] },
  { of: 'credential', name: 'assertion-signed-with', keys: ['organiser', 'assertion.kid', '_id'] },

  { of: 'award', name: 'place', keys: ['status.list', 'status.index'], isUnique: true, where: isListed },
  { of: 'award', name: 'gone', keys: ['organiser', 'state', '_id'], where: isListed },
  { of: 'award', name: 'unsigned', keys: ['state', 'status.list', '_id'] },
  { of: 'award', name: 'gone-in', keys: ['status.list', 'state', 'status.index'], where: isListed },
];
