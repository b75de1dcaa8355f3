import type { Claims, LaunchFacts, Profile } from './profiles/profile.ts';
import { columnsOfLink } from './school.ts';
import { deploymentOf, scopes } from './tools.ts';

const ims = 'https://purl.imsglobal.org/spec/';
const lti = `${ims}lti/claim/`;

export const claimNames = {
  deployment: `${lti}deployment_id`,
  messageType: `${lti}message_type`,
  version: `${lti}version`,
  target: `${lti}target_link_uri`,
  deepLinking: `${ims}lti-dl/claim/deep_linking_settings`,
  deepLinkingData: `${ims}lti-dl/claim/data`,
  contentItems: `${ims}lti-dl/claim/content_items`,
} as const;

/** The claims of a launch in the manner of its profile; times and nonce are added when it is signed. */
export function claimsOf(profile: Profile, facts: LaunchFacts): Claims {
  const { base, tool, launch, person } = facts;
  const isPicking = launch.kind === 'content';
  const claims = {
    iss: base,
    aud: tool.clientId,
    sub: person.ids[profile.name],
    ...sharedName(facts),
    [claimNames.deployment]: deploymentOf(tool),
    [claimNames.target]: launch.target,
    [claimNames.version]: '1.3.0',
    [claimNames.messageType]: isPicking ? 'LtiDeepLinkingRequest' : 'LtiResourceLinkRequest',
    [`${lti}roles`]: profile.roles(launch.seat, person),
    ...place(profile, facts),
    ...services(profile, facts),
    ...(isPicking ? { [claimNames.deepLinking]: profile.deepLinkingSettings(facts) } : resource(facts)),
    [`${lti}custom`]: profile.custom(facts, resolve(profile, facts)),
  };
  return profile.claims(facts, claims);
}

function sharedName({ tool, person }: LaunchFacts): Claims {
  if (tool.shares === 'nothing') return {};
  const { given, family, email, locale } = person;
  const name = { given_name: given, family_name: family, name: `${given} ${family}`.trim(), locale };
  return tool.shares === 'name' ? name : { ...name, email };
}

function place(profile: Profile, { base, course, launch, person }: LaunchFacts): Claims {
  return {
    [`${lti}context`]: {
      id: course.ids[profile.name],
      label: course.label,
      title: course.title,
      type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection'],
    },
    [`${lti}tool_platform`]: {
      guid: `practice@${new URL(base).host}`,
      name: 'Practice LMS',
      version: '1.0',
      product_family_code: 'practice-lms',
    },
    [`${lti}launch_presentation`]: {
      document_target: launch.container === 'frame' ? 'iframe' : 'window',
      locale: person.locale,
      return_url: `${base}/courses/${course.key}/return`,
    },
  };
}

const resource = ({ link }: LaunchFacts): Claims =>
  link
    ? {
        [`${lti}resource_link`]: {
          title: link.title,
          ...(link.text === '' ? {} : { description: link.text }),
          id: link.id,
        },
      }
    : {};

/** Grade and roster addresses, as far as the tool was granted scopes for them. */
function services(profile: Profile, { base, course, tool, link, school }: LaunchFacts): Claims {
  const graded = tool.scopes.filter((scope) => scope.startsWith(`${ims}lti-ags/`));
  const coupled = link ? columnsOfLink(school, link) : [];
  // Told only where it is clear which column is meant.
  const [column] = coupled.length === 1 ? coupled : [];
  return {
    ...(graded.length > 0
      ? {
          [`${ims}lti-ags/claim/endpoint`]: {
            scope: graded,
            lineitems: profile.lineItemsUrl(base, course, tool),
            ...(column ? { lineitem: profile.lineItemUrl(base, course, tool, column) } : {}),
          },
        }
      : {}),
    ...(tool.scopes.includes(scopes.memberships)
      ? {
          [`${ims}lti-nrps/claim/namesroleservice`]: {
            context_memberships_url: profile.membershipsUrl(base, course, tool),
            service_versions: ['2.0'],
          },
        }
      : {}),
  };
}

/** A link's own parameters beat the tool's; a `$…` nobody knows stays as it is. */
function resolve(profile: Profile, facts: LaunchFacts): Record<string, string> {
  const values = profile.variables(facts);
  const given = { ...facts.tool.custom, ...facts.link?.custom };
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, values[value] ?? value]));
}
