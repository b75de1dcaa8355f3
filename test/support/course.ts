import { claim } from '../../adapters/lti/schema.ts';
import type { Visit } from '../../adapters/web/index.ts';
import type { ActivityId, PlaylistId } from '../../core/ids.ts';
import { anActivity, aPlaylist, named, texts } from '../builders/index.ts';
import { type Changes, launch, roles } from './forging-platform.ts';
import type { Conformance } from './refused-launches.ts';
import { openTab, type Page, type Tab } from './tab.ts';

/** Published activities of the organiser, by these names as ids; each is done when the learner says so. */
export async function keepActivities(at: Pick<Conformance, 'app'>, ...names: string[]): Promise<void> {
  const activity = names.map((name) =>
    anActivity({
      id: named<ActivityId>(name),
      name: texts(name),
      organiser: at.app.organiser.id,
      tasks: [],
      completedBy: { way: 'declaration' },
    }),
  );
  await at.app.ports.records.keep({ activity });
}

/** A fixed playlist `makers` of the organiser: `explore` and `interview`, both needed. */
export async function keepMakers(at: Pick<Conformance, 'app'>): Promise<void> {
  const names = ['explore', 'interview'];
  await keepActivities(at, ...names);
  const makers = aPlaylist({
    id: named<PlaylistId>('makers'),
    name: texts('makers'),
    madeBy: { organiser: at.app.organiser.id },
    steps: names.map((name, index) => ({
      activity: named<ActivityId>(name),
      isMandatory: true,
      position: index + 1,
    })),
  });
  await at.app.ports.records.keep({ playlist: [makers] });
}

/** What the page is called, without the name of the site. */
export const titleOf = ({ text }: Page): string => /<title>(.*?)(?: · .*)?<\/title>/.exec(text)?.[1] ?? '';

export interface Opened {
  readonly page: Page;
  readonly token: string;
  readonly visit: Visit;
}

/** A launch that must succeed, of somebody in course 7 unless the changes say otherwise. */
export async function open(
  at: Conformance,
  changes: Changes = {},
  tab: Tab = openTab(at.app.tool),
): Promise<Opened> {
  const page = await launch(at.app.tool, at.platform, changes, tab);
  const token = /Bearer ([\w.-]+)/.exec(page.text)?.[1] ?? '';
  const visit = await at.app.visits.read(token);
  if (!visit) throw new Error(`No visit: ${page.status} ${page.text.slice(0, 200)}`);
  return { page, token, visit };
}

/** The claims of a deep-linking request of a teacher. */
export const choosing = (settings: object = {}): Record<string, unknown> => ({
  sub: 'teacher-1',
  [claim.messageType]: 'LtiDeepLinkingRequest',
  [claim.resourceLink]: undefined,
  [claim.roles]: [roles.teacher],
  [claim.deepLinking]: {
    deep_link_return_url: 'https://lms.example/return?sesskey=abc',
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['iframe', 'window'],
    accept_multiple: true,
    data: 'kept by the platform',
    ...settings,
  },
});

/** As htmx asks: the token in the header, and from our own page. */
const headersOf = ({ token }: Opened) => ({
  authorization: `Bearer ${token}`,
  'hx-request': 'true',
  'sec-fetch-site': 'same-origin',
});

/** What somebody in a visit finds at an address of ours, and what a form there answers them. */
export const getAs = (at: Conformance, opened: Opened, path: string): Promise<Page> =>
  openTab(at.app.tool).get(path, headersOf(opened));
export const postAs = (
  at: Conformance,
  opened: Opened,
  path: string,
  fields: Record<string, string> = {},
): Promise<Page> => openTab(at.app.tool).post(path, fields, headersOf(opened));
