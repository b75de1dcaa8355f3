import type { Installation, InstallationStore } from '@slack/bolt';
import type { Ports } from '../../core/ports/ports.ts';

const namespace = 'slack.installs';

/** Who installed us where. A workspace's own token is sealed, and nobody else's. */
export interface Installs extends InstallationStore {
  /** Null: it is not installed there. @param tenant the enterprise or team */
  of(tenant: string): Promise<Installation | null>;
  remove(tenant: string): Promise<void>;
}

/** Installations in the key-value store, sealed: whoever reads the store reads no token. */
export function createInstalls({ keyValues, secrets }: Pick<Ports, 'keyValues' | 'secrets'>): Installs {
  async function of(tenant: string): Promise<Installation | null> {
    const sealed = await keyValues.read<string>(namespace, tenant);
    // What was sealed here, by `storeInstallation`.
    return sealed ? JSON.parse(Buffer.from(secrets.open(sealed, namespace)).toString('utf8')) : null;
  }
  const remove = async (tenant: string): Promise<void> => {
    await keyValues.take(namespace, tenant);
  };

  return {
    of,
    remove,
    async storeInstallation(installation) {
      // The installer's own token is not wanted and not kept.
      const { token: _, ...user } = installation.user;
      const kept = { ...installation, user: { ...user, token: undefined } };
      const sealed = secrets.seal(Buffer.from(JSON.stringify(kept)), namespace);
      await keyValues.put(namespace, tenantOf(installation), sealed);
    },
    async fetchInstallation({ isEnterpriseInstall, enterpriseId, teamId }) {
      const tenant = isEnterpriseInstall ? enterpriseId : teamId;
      const found = tenant ? await of(tenant) : null;
      if (!found) throw new Error('It is not installed there');
      return found;
    },
    async deleteInstallation({ isEnterpriseInstall, enterpriseId, teamId }) {
      const tenant = isEnterpriseInstall ? enterpriseId : teamId;
      if (tenant) await remove(tenant);
    },
  };
}

function tenantOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
  const tenant = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (!tenant) throw new Error('An installation of nowhere');
  return tenant;
}
