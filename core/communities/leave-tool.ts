import { domainEvent } from '../domain-events.ts';
import type { IdentityKind } from '../lists.ts';
import type { Identity } from '../people/identity.ts';
import type { Ports } from '../ports/ports.ts';
import type { Community } from './community.ts';

/** Where our tool was: all of a server's or workspace's people are known by the tenant. */
export interface LeftTool {
  readonly kind: Extract<IdentityKind, 'discord' | 'slack'>;
  readonly tenant: string;
  /** The workspaces of an organisation that it is no longer in, by their own ids; null: it is gone from the tenant. */
  readonly only: readonly string[] | null;
}

/**
 * A workspace took us out: nothing that names it or its people there is kept. What they learned stays with them, and
 * other ways in still lead to it. Where only some workspaces of an organisation left, its people are still known.
 * @returns how many people are no longer known there
 */
export async function leaveTool(
  { records }: Pick<Ports, 'records'>,
  { kind, tenant, only }: LeftTool,
): Promise<number> {
  const tool = kind === 'slack' ? 'slack-workspace' : 'discord-server';
  const all = await records.communities.inTenant(tool, tenant);
  for (const community of all.filter(({ nativeId }) => only === null || only.includes(nativeId))) {
    await records.keep(
      { community: [blank(community)] },
      community.organiser
        ? [domainEvent({ person: null, seat: null }, 'community.disconnected', { community: community.id })]
        : [],
    );
  }
  let unlinked = 0;
  while (only === null) {
    const some = await records.identities.inTenant(kind, tenant);
    if (some.length === 0) break;
    await records.keep({ identity: some.map(nobodys) });
    unlinked += some.length;
  }
  return unlinked;
}

/** The row stays, because enrolments and seats point at it; no tool finds it any more. */
function blank({ chat: _, ...community }: Community): Community {
  return { ...community, tenant: 'left', nativeId: community.id, title: '', organiser: null };
}

const nobodys = (identity: Identity): Identity => ({
  ...identity,
  tenant: 'unlinked',
  subject: identity.id,
});
