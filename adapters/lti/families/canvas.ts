import { generic, type PlatformFamily, type Tool } from './family.ts';

/** After the sources and documentation of Canvas, cloud and self-hosted (`docs/platforms/canvas.md`). */
export const canvas: PlatformFamily = {
  ...generic,
  name: 'canvas',
  // A single link of a link selection without a column loses its custom fields; the address stays.
  itemFrom: ['url', 'custom'],
  // SpeedGrader encodes the target's query a second time.
  query: (target) =>
    new URLSearchParams([...new URL(target).searchParams].map(([name, value]) => [once(name), once(value)])),
  // Navigation, pages and some modules launch with the course's own id: no particular link.
  link: (resourceLinkId, contextId) => (resourceLinkId === contextId ? null : resourceLinkId),
  // Schools have hosts of their own before the common issuer; an administrator's key asks for this one.
  framingHost: (custom) => custom['canvas_api_domain'] ?? null,
  // Every score would count as one more attempt of the learner. Not `prioritize_non_tool_grade`: it keeps whatever
  // grade there is, our own earlier one too.
  scoreExtras: () => ({ 'https://canvas.instructure.com/lti/submission': { new_submission: false } }),
  // It takes a named link for a placeholder assignment, and answers 404 for links of modules.
  columnsNameTheirLink: false,
  readScoreAnswer(status, body) {
    if (status === 400 && /timestamp|newer|updated/i.test(body)) return 'older';
    if (status !== 422) return generic.readScoreAnswer(status, body);
    if (/not a student|not found in course|as a student/i.test(body)) return 'not-a-learner';
    if (/attempts/i.test(body)) return 'attempts-used-up';
    if (/concluded/i.test(body)) return 'concluded';
    if (/publish/i.test(body)) return 'unpublished';
    return /score(Maximum|Given)|content items/i.test(body) ? 'our-fault' : 'not-taken';
  },
  // It knows placements, each with its own label; of those we could fill, the ones it lists.
  messages(offered, tool) {
    const listed = (type: string) => offered.find((one) => one.type === type)?.placements ?? [];
    const choosing = listed('LtiDeepLinkingRequest');
    const opening = listed('LtiResourceLinkRequest');
    return [
      ...choosingPlacements
        .filter((placement) => choosing.includes(placement))
        .map((placement) => ({ ...messageOf('LtiDeepLinkingRequest', tool), placements: [placement] })),
      ...(opening.includes('course_navigation')
        ? [
            {
              ...messageOf('LtiResourceLinkRequest', tool),
              target_link_uri: `${tool.launchUrl}?view=course`,
              placements: ['course_navigation'],
              'https://canvas.instructure.com/lti/course_navigation/default_enabled': false,
            },
          ]
        : []),
    ];
  },
  // The most that it gives; ten without asking.
  rosterPageSize: 50,
  afterRegistration: [
    'lti.register.left.canvas-confirm',
    'lti.register.left.canvas-add',
    'lti.register.left.approve',
  ],
  // Otherwise it infers from the claims, and a name alone would count as public.
  toolExtras: {
    'https://canvas.instructure.com/lti/privacy_level': 'name_only',
    'https://canvas.instructure.com/lti/tool_id': 'cities-of-learning',
  },
};

/** Decoded once more where signs of encoding remain. */
function once(text: string): string {
  if (!/%[0-9A-F]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that was meant as one.
    return text;
  }
}

/** Where a teacher chooses content for a course. */
export const choosingPlacements = [
  'assignment_selection',
  'link_selection',
  'module_index_menu_modal',
] as const;

const messageOf = (type: string, { name, baseUrl, launchUrl }: Tool) => ({
  type,
  target_link_uri: launchUrl,
  label: name,
  icon_uri: `${baseUrl}/icon.png`,
  custom_parameters: {},
});
