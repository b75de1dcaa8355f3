import type { ClaimCodeId } from '../../../core/ids.ts';
import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents } from './documents.ts';

interface Tallied {
  readonly code: ClaimCodeId;
  readonly count: number;
}

export function claiming(db: Database): Pick<Records, 'claimCodes' | 'claimUses' | 'foreignBadges'> {
  const { one, many } = documents(db);
  return {
    claimCodes: {
      byId: (id) => one('select doc from "claimCode" where id = ?', id),
      byDigest: (digest) => one('select doc from "claimCode" where digest = ?', digest),
      of: (badge) =>
        many('select doc from "claimCode" where badge = ? and recipient is null order by id', badge),
      joining: (organiser) =>
        many('select doc from "claimCode" where organiser = ? and badge is null order by id', organiser),
      personal: (badge, recipient) =>
        one('select doc from "claimCode" where badge = ? and recipient = ?', badge, recipient),
    },
    claimUses: {
      byId: (id) => one('select doc from "claimUse" where id = ?', id),
      one: (code, person) => one('select doc from "claimUse" where code = ? and person = ?', code, person),
      of: (code) => many('select doc from "claimUse" where code = ? order by id', code),
      by: (person) => many('select doc from "claimUse" where person = ? order by id', person),
      requested: (badge) =>
        many(`select doc from "claimUse" where badge = ? and state = 'requested' order by at, id`, badge),
      tally: async (badge) =>
        db.all<Tallied>(
          `select code, count(*) as count from "claimUse" where badge = ? and state <> 'refused' group by code order by code`,
          badge,
        ),
    },
    foreignBadges: {
      byId: (id) => one('select doc from "foreignBadge" where id = ?', id),
      one: (person, subject) =>
        one('select doc from "foreignBadge" where person = ? and subject = ?', person, subject),
      of: (person) => many('select doc from "foreignBadge" where person = ? order by id', person),
    },
  };
}
