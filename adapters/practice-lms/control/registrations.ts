import { ProfileName } from '../people.ts';
import type { Platform } from '../platform.ts';
import { profiles } from '../profiles.ts';
import { registrationAddress } from '../registration.ts';
import { deploymentOf, type Tool, type ToolUrls, toolOf } from '../tools.ts';
import { toolFor } from './exchanges.ts';
import { must } from './must.ts';

/** What an operator copies from the LMS into `col lti add-platform`. */
export interface OperatorFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly keysetUrl: string;
  readonly deploymentId: string;
  readonly family: 'generic' | 'moodle' | 'canvas';
}

/** The tools as administrators have registered them. */
export function registrations(platform: Platform) {
  const { school } = platform;
  const tool = (clientId: string): Tool => must(school.tools.one(clientId), `tool ${clientId}`);
  return {
    /** The first tool of a profile. */
    tool: (profile: ProfileName): Tool => toolFor(platform, { profile }),
    tools: (profile: ProfileName): readonly Tool[] =>
      school.tools.all().filter((one) => one.profile === profile),
    /** The tool moved: all registrations made by hand speak to these addresses now. */
    setTool(urls: ToolUrls): void {
      for (const profile of ProfileName.options) {
        const fresh = toolOf(profile, urls);
        const known = school.tools.one(fresh.clientId);
        school.tools.put(known ? { ...fresh, ...chosenFor(known) } : fresh);
      }
    },
    removeTool: (clientId: string): void => school.tools.remove(clientId),
    activate: (clientId: string): void => school.tools.put({ ...tool(clientId), state: 'active' }),
    /**
     * What an administrator's browser opens to register the tool.
     * @param url the tool's registration address
     * @param updates client id of a known tool that is to be described anew
     */
    registrationAddress: (profile: ProfileName, url: string, updates: string | null = null): string =>
      registrationAddress(platform, profile, url, updates),
    showInChooser: (clientId: string): void => school.tools.put({ ...tool(clientId), isInChooser: true }),
    /** What launches and rosters tell of people. */
    share: (shares: Tool['shares'], clientId: string): void =>
      school.tools.put({ ...tool(clientId), shares }),
    /** Another deployment of the same client id, used by launches from now on. */
    useDeployment(id: string, clientId: string): void {
      const one = tool(clientId);
      const others = one.deployments.filter((known) => known !== id);
      school.tools.put({ ...one, deployments: [id, ...others] });
    },
    operatorFacts: (profile: ProfileName): OperatorFacts => operatorFacts(platform, profile),
  };
}

/** What an administrator has set stays when addresses change. */
const chosenFor = ({ scopes, shares, state, deployments }: Tool) => ({
  scopes,
  shares,
  state,
  deployments,
});

export function operatorFacts(platform: Platform, profile: ProfileName): OperatorFacts {
  const { paths, family } = profiles[profile];
  const tool = toolFor(platform, { profile });
  return {
    issuer: platform.base,
    clientId: tool.clientId,
    authUrl: `${platform.base}${paths.authorization}`,
    tokenUrl: `${platform.base}${paths.token}`,
    keysetUrl: `${platform.base}${paths.keys}`,
    deploymentId: deploymentOf(tool),
    family,
  };
}
