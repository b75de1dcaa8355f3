import { randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { claimNames } from './claims.ts';
import type { Column, Course, Link } from './courses.ts';
import type { Launch } from './launches.ts';
import { factsOf } from './login.ts';
import { firstUse, type Platform } from './platform.ts';
import { canvasPlacements } from './profiles/canvas.ts';
import type { Profile } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import type { Tool } from './tools.ts';

const dates = z
  .object({ startDateTime: z.string().optional(), endDateTime: z.string().optional() })
  .optional();

const ResourceLinkItem = z.object({
  type: z.literal('ltiResourceLink'),
  title: z.string().max(1000).optional(),
  text: z.string().max(20_000).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  window: z.object({}).loose().optional(),
  iframe: z.object({}).loose().optional(),
  lineItem: z
    .object({
      label: z.string().optional(),
      scoreMaximum: z.number().positive().optional(),
      resourceId: z.string().optional(),
      tag: z.string().optional(),
    })
    .optional(),
  available: dates,
  submission: dates,
});

/** A link the tool proposes. */
export type ResourceLinkItem = z.infer<typeof ResourceLinkItem>;

const Answer = z.object({
  [claimNames.messageType]: z.literal('LtiDeepLinkingResponse'),
  [claimNames.version]: z.literal('1.3.0'),
  [claimNames.deployment]: z.string(),
  [claimNames.deepLinkingData]: z.string().optional(),
  [claimNames.contentItems]: z.array(z.object({ type: z.string() }).loose()).default([]),
  nonce: z.string().min(1),
  'https://purl.imsglobal.org/spec/lti-dl/claim/msg': z.string().optional(),
});

/** What came back from content selection, checked. */
export interface Selection {
  readonly items: readonly ResourceLinkItem[];
  /** What the tool wants told to the person, if anything. */
  readonly message: string | null;
}

/**
 * Checks a deep-linking answer: signature by the tool's key set, addressed to us, for this launch, once.
 * @returns text: what is wrong
 */
export async function readSelection(
  platform: Platform,
  launch: Launch,
  jwt: string,
): Promise<Selection | string> {
  const facts = factsOf(platform, launch);
  const { tool } = facts;
  const settings = profiles[tool.profile].deepLinkingSettings(facts);
  try {
    const { payload } = await jwtVerify(jwt, platform.toolKeys(tool.keysUrl), {
      issuer: tool.clientId,
      audience: platform.base,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'iat'],
      clockTolerance: 5,
      maxTokenAge: 600,
      currentDate: new Date(platform.clock.now()),
    });
    const answer = Answer.parse(payload);
    if (!tool.deployments.includes(String(answer[claimNames.deployment])))
      return 'The deployment is another one.';
    if (settings['data'] !== undefined && answer[claimNames.deepLinkingData] !== settings['data'])
      return 'data did not come back as it went out.';
    const items = itemsOf(answer[claimNames.contentItems], settings);
    if (typeof items === 'string') return items;
    if (!firstUse(platform.used, `${tool.clientId} ${answer.nonce}`)) return 'This answer was used before.';
    return { items, message: answer['https://purl.imsglobal.org/spec/lti-dl/claim/msg'] ?? null };
  } catch (fault) {
    if (fault instanceof z.ZodError) return z.prettifyError(fault);
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function itemsOf(
  claimed: unknown,
  settings: Readonly<Record<string, unknown>>,
): readonly ResourceLinkItem[] | string {
  const all = z.array(z.object({ type: z.string() }).loose()).parse(claimed);
  const accepted = z.array(z.string()).parse(settings['accept_types']);
  const foreign = all.find((item) => !accepted.includes(item.type));
  if (foreign) return `An item of the type ${foreign.type} was not asked for.`;
  if (all.length > 1 && settings['accept_multiple'] !== true) return 'Only one item was asked for.';
  return all.filter((item) => item.type === 'ltiResourceLink').map((item) => ResourceLinkItem.parse(item));
}

/** Puts the chosen items into the course: a link each, and a column where one was asked for. */
export function placeItems(platform: Platform, launch: Launch, items: readonly ResourceLinkItem[]): Link[] {
  const { tool, course } = factsOf(platform, launch);
  const profile = profiles[tool.profile];
  const { school } = platform;
  return items.map((item) => {
    const link = linkFrom(platform, profile, tool, course, item, losesCustom(profile, launch, items));
    school.links.put(link);
    const column = columnFrom(platform, profile, link, item, launch);
    if (column) school.columns.put(column);
    return link;
  });
}

/** Canvas forgets the parameters of a single link without a grade that comes by this way. */
const losesCustom = (profile: Profile, launch: Launch, items: readonly ResourceLinkItem[]): boolean =>
  profile.name === 'canvas' &&
  launch.placement === 'link_selection' &&
  items.length === 1 &&
  items[0]?.lineItem === undefined;

function linkFrom(
  platform: Platform,
  profile: Profile,
  tool: Tool,
  course: Course,
  item: ResourceLinkItem,
  isBare: boolean,
): Link {
  const isCanvas = profile.name === 'canvas';
  const isMoodle = profile.name === 'moodle';
  return {
    id: profile.newLinkId(platform.school),
    profile: profile.name,
    clientId: tool.clientId,
    course: course.key,
    title: item.title ?? tool.name,
    text: item.text ?? '',
    url: item.url ?? tool.launchUrl,
    custom: isBare ? {} : item.custom,
    // Since 4.3 the container belongs to Moodle's tool type, whatever the item wishes.
    opensIn: item.window && !item.iframe && !isMoodle ? 'window' : 'frame',
    isPublished: !isCanvas,
    availableFrom: isMoodle ? null : (item.available?.startDateTime ?? null),
    availableUntil: isMoodle ? null : (item.available?.endDateTime ?? null),
    dueAt: isMoodle ? null : (item.submission?.endDateTime ?? null),
  };
}

function columnFrom(
  platform: Platform,
  profile: Profile,
  link: Link,
  { lineItem }: ResourceLinkItem,
  launch: Launch,
): Column | null {
  if (!lineItem) return null;
  const isCanvas = profile.name === 'canvas';
  if (isCanvas && (lineItem.scoreMaximum === undefined || !canvasPlacements[launch.placement]?.columns))
    return null;
  return {
    id: profile.name === 'by-the-book' ? randomUUID() : String(platform.school.next('column')),
    clientId: link.clientId,
    course: link.course,
    label: lineItem.label ?? link.title,
    scoreMaximum: lineItem.scoreMaximum ?? 100,
    resourceId: lineItem.resourceId ?? null,
    tag: lineItem.tag ?? null,
    link: link.id,
    isOfLink: true,
    startsAt: null,
    endsAt: null,
  };
}

/** The launch that asked for content, if it is still open. */
export function openSelection(platform: Platform, id: string): Launch | null {
  const launch = platform.launches.one(id);
  return launch?.kind === 'content' ? launch : null;
}
