import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const claiming = ({
  one,
  many,
  tally,
}: Documents): Pick<Records, 'claimCodes' | 'claimUses' | 'foreignBadges'> => ({
  claimCodes: {
    byId: (id) => one('claimCode', { _id: id }),
    byDigest: (digest) => one('claimCode', { digest }),
    of: (badge) => many('claimCode', { badge, recipient: null }),
    joining: (organiser) => many('claimCode', { organiser, badge: null }),
    personal: (badge, recipient) => one('claimCode', { badge, recipient }),
  },
  claimUses: {
    byId: (id) => one('claimUse', { _id: id }),
    one: (code, person) => one('claimUse', { code, person }),
    of: (code) => many('claimUse', { code }),
    by: (person) => many('claimUse', { person }),
    requested: (badge) => many('claimUse', { badge, state: 'requested' }, { at: 1, _id: 1 }),
    tally: (badge) => tally('claimUse', { badge, state: { $in: ['used', 'requested'] } }, ['code']),
  },
  foreignBadges: {
    byId: (id) => one('foreignBadge', { _id: id }),
    one: (person, subject) => one('foreignBadge', { person, subject }),
    of: (person) => many('foreignBadge', { person }),
  },
});
