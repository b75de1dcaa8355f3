import { z } from 'zod';
import { ProfileName } from './people.ts';

const ims = 'https://purl.imsglobal.org/spec/';

export const scopes = {
  lineitem: `${ims}lti-ags/scope/lineitem`,
  lineitemReadonly: `${ims}lti-ags/scope/lineitem.readonly`,
  resultReadonly: `${ims}lti-ags/scope/result.readonly`,
  score: `${ims}lti-ags/scope/score`,
  memberships: `${ims}lti-nrps/scope/contextmembership.readonly`,
} as const;

/** A tool as an administrator has registered it. */
export const Tool = z.object({
  clientId: z.string(),
  profile: ProfileName,
  name: z.string(),
  /** Several only in Canvas; the first one is used where a course asks for none. */
  deployments: z.array(z.string()).min(1),
  loginUrl: z.string(),
  /** Compared to the letter. */
  redirectUris: z.array(z.string()),
  launchUrl: z.string(),
  /** Where content is selected. */
  contentUrl: z.string(),
  keysUrl: z.string(),
  scopes: z.array(z.string()),
  custom: z.record(z.string(), z.string()),
  shares: z.enum(['nothing', 'name', 'name-and-email']),
  /** A pending tool launches nothing. */
  state: z.enum(['pending', 'active']),
  /** Moodle: teachers find only what an administrator shows in the activity chooser. */
  isInChooser: z.boolean().default(true),
  /** Canvas: places from which content selection is offered; `course_navigation` adds an entry to each course. */
  placements: z.array(z.string()),
});
export type Tool = z.infer<typeof Tool>;

/** Where the tool answers; all that the LMS knows of it. */
export const ToolUrls = z.object({
  loginUrl: z.url({ protocol: /^https?$/ }),
  launchUrl: z.url({ protocol: /^https?$/ }),
  keysUrl: z.url({ protocol: /^https?$/ }),
  /** Where dynamic registration begins; the administrator may type another. */
  registerUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type ToolUrls = z.infer<typeof ToolUrls>;

/** Moodle's tool type ids, Canvas' long numbers: how each profile names a tool an operator typed in. */
const handMade: Record<ProfileName, { clientId: string; deployment: string }> = {
  'by-the-book': { clientId: 'practice-by-the-book', deployment: 'deployment-1' },
  moodle: { clientId: 'PracticeMoodle1', deployment: '1' },
  canvas: { clientId: '10000000000001', deployment: '1:4dde05e8ca1973bcca9bffc13e1548820eee93a3' },
};

/** The same tool, typed in by hand under each profile, with a client id of its own. */
export function toolOf(profile: ProfileName, urls: ToolUrls): Tool {
  const { clientId, deployment } = handMade[profile];
  return {
    clientId,
    profile,
    name: 'Cities of Learning',
    deployments: [deployment],
    loginUrl: urls.loginUrl,
    redirectUris: [urls.launchUrl],
    launchUrl: urls.launchUrl,
    contentUrl: urls.launchUrl,
    keysUrl: urls.keysUrl,
    scopes: Object.values(scopes),
    custom: { context_history: '$Context.id.history', ...(profile === 'canvas' ? canvasCustom : {}) },
    shares: profile === 'moodle' ? 'name-and-email' : 'name',
    state: 'active',
    isInChooser: true,
    placements: ['module_index_menu_modal', 'assignment_selection', 'link_selection', 'course_navigation'],
  };
}

const canvasCustom = {
  canvas_course_id: '$Canvas.course.id',
  canvas_api_domain: '$Canvas.api.domain',
  canvas_assignment_id: '$Canvas.assignment.id',
  due_at: '$ResourceLink.submission.endDateTime',
};

/** The deployment of which launches speak. */
export const deploymentOf = (tool: Tool): string => tool.deployments[0] ?? '';
