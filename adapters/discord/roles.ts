import { type APIGuildMember, type REST, Routes } from 'discord.js';
import { Declined } from '../../core/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Roles } from '../../core/ports/roles.ts';
import type { LinkedRoles } from './linked-roles.ts';
import { telling } from './send-post.ts';

/** 10007 no member, 10011 no role, 10004 and 50001 no server, 10013 no user. */
const notThere = ['10004', '10007', '10011', '10013', '50001'];

/** Gives and takes one role, as far as the bot stands above it. Asks first, so that nothing is written twice. */
export const createRoles = (
  rest: REST,
  { records }: Pick<Ports, 'records'>,
  linkedRoles: Pick<LinkedRoles, 'refresh'> | null,
): Roles => ({
  refresh: async ({ subject }) => linkedRoles?.refresh(subject),
  async set(community, member, role, held) {
    const server = await records.communities.byId(community);
    if (!server) return 'not-there';
    const { nativeId } = server;
    try {
      const found = await telling(() => rest.get(Routes.guildMember(nativeId, member.subject)));
      // What Discord answers.
      if ((found as APIGuildMember).roles.includes(role) === held) return 'as-was';
      const route = Routes.guildMemberRole(nativeId, member.subject, role);
      await telling(() => (held ? rest.put(route) : rest.delete(route)));
      return 'set';
    } catch (fault) {
      if (!(fault instanceof Declined)) throw fault;
      if (fault.code === '50013') return 'above-us';
      if (notThere.includes(fault.code)) return 'not-there';
      throw fault;
    }
  },
});
