import { generic, type PlatformFamily } from './family.ts';

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
  // Every score would count as one more attempt of the learner.
  scoreExtras: () => ({ 'https://canvas.instructure.com/lti/submission': { new_submission: false } }),
  // It takes a named link for a placeholder assignment, and answers 404 for links of modules.
  columnsNameTheirLink: false,
  readScoreAnswer(status, body) {
    if (status === 400 && /timestamp|newer|updated/i.test(body)) return 'older';
    if (status !== 422) return generic.readScoreAnswer(status, body);
    if (/not a student|not found in course/i.test(body)) return 'not-a-learner';
    if (/attempt/i.test(body)) return 'attempts-used-up';
    if (/conclude/i.test(body)) return 'concluded';
    if (/publish|available/i.test(body)) return 'unpublished';
    return /scoreMaximum/i.test(body) ? 'our-fault' : 'concluded';
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
