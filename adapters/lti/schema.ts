import { z } from 'zod';
import { originOf } from './registration.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

/** The names of the claims that we read. */
export const claim = {
  version: `${lti}version`,
  messageType: `${lti}message_type`,
  deploymentId: `${lti}deployment_id`,
  targetLinkUri: `${lti}target_link_uri`,
  resourceLink: `${lti}resource_link`,
  roles: `${lti}roles`,
  context: `${lti}context`,
  custom: `${lti}custom`,
  toolPlatform: `${lti}tool_platform`,
  launchPresentation: `${lti}launch_presentation`,
  deepLinking: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  grades: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
} as const;

/** A token's payload as it came; every claim is read by a schema of its own. */
export type Claims = Readonly<Record<string, unknown>>;

/** Third-party login initiation. Values that came twice are no strings and count as missing. */
export const LoginParameters = z.object({
  iss: z.string().min(1).max(2000),
  login_hint: z.string().min(1).max(8000),
  target_link_uri: z.string().min(1).max(8000),
  client_id: z.string().min(1).max(255).optional(),
  lti_message_hint: z.string().max(16_000).optional(),
  lti_storage_target: z.string().max(255).optional(),
  lti_deployment_id: z.string().max(255).optional(),
  /** Canvas' older name for the same. */
  deployment_id: z.string().max(255).optional(),
});
export type LoginParameters = z.infer<typeof LoginParameters>;

/** What the browser posts to us after the platform let it through, or did not. */
export const LaunchForm = z.object({
  state: z.string().max(200).optional().catch(undefined),
  id_token: z.string().optional().catch(undefined),
  error: z.string().min(1).optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  /** From the storage page: what the cookie would have said. */
  lti_bind: z.string().max(200).optional().catch(undefined),
});
export type LaunchForm = z.infer<typeof LaunchForm>;

/** Half a surrogate pair is no text: ltijs cannot put it into an address, nor a store into UTF-8. */
const isText = (value: string): boolean => !/\p{Surrogate}/u.test(value);
export const shortId = z.string().min(1).max(255).refine(isText);
const text = z.string().optional().catch(undefined);

/** Platforms send booleans as words too. Absent counts as no. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .catch(false)
  .transform((value) => value === true || value === 'true');

export const Roles = z.array(z.string());

export const Context = z.object({ id: shortId, title: text, label: text });

export const ResourceLink = z.object({ id: shortId, title: text });

export const DeepLinkingSettings = z.object({
  deep_link_return_url: z.url({ protocol: /^https?$/ }).refine((url) => originOf(url).length > 0),
  accept_types: z.array(z.string()),
  accept_multiple: flag.default(false),
  data: text,
});
export type DeepLinkingSettings = z.infer<typeof DeepLinkingSettings>;

/** Custom values, as words; numbers and the like as they would be written. A `$…` that came back means: not known. */
export const Custom = z.record(z.string(), z.unknown()).transform((values) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      const written = isPlain ? String(value) : '';
      return written === '' || written.startsWith('$') ? [] : [[key.toLowerCase(), written]];
    }),
  ),
);

export const ToolPlatform = z.object({ guid: text, name: text });

export const LaunchPresentation = z.object({ locale: text, return_url: text });

/** Where grades go, as far as the platform lets us. */
export const GradeEndpoint = z.object({
  scope: z.array(z.string()).catch([]),
  lineitem: z.url().optional().catch(undefined),
  lineitems: z.url().optional().catch(undefined),
});

export const RosterService = z.object({ context_memberships_url: z.url() });
