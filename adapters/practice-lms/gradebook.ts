import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Column } from './courses.ts';
import type { PageAsked, Reply } from './profiles/profile.ts';
import { columnsOf, removeColumns } from './school.ts';
import { type Asked, mediaTypes } from './services.ts';

const text = z.string().max(1000);

const LineItem = z.object({
  label: text.min(1),
  scoreMaximum: z.number().positive(),
  resourceId: text.nullish(),
  tag: text.nullish(),
  resourceLinkId: text.nullish(),
  startDateTime: text.nullish(),
  endDateTime: text.nullish(),
});

export function listColumns({ platform, profile, tool, course, call }: Asked): Reply {
  const filters = { resource_id: 'resourceId', tag: 'tag', resource_link_id: 'link' } as const;
  let columns = columnsOf(platform.school, course, tool);
  for (const [name, field] of Object.entries(filters)) {
    const wanted = call.query.get(name);
    if (wanted !== null) columns = columns.filter((column) => column[field] === wanted);
  }
  const { items, headers } = onePage(listCall({ profile, call, platform }, 'columns'), columns);
  const body = items.map((column) =>
    profile.lineItem(column, profile.lineItemUrl(platform.base, course, tool, column)),
  );
  return { status: 200, type: mediaTypes.lineItems, headers, body: asPrinted(profile.name, body) };
}

export function createColumn(asked: Asked): Reply {
  const { platform, profile, tool, course, call } = asked;
  const item = readItem(call.body);
  if (typeof item === 'string') return profile.refuse('bad-body', call, item);
  const link = item.resourceLinkId ? platform.school.links.one(item.resourceLinkId) : null;
  if (item.resourceLinkId && (link?.course !== course.key || link.clientId !== tool.clientId))
    return profile.refuse('bad-link', call, 'resourceLinkId is no link of this tool here');

  const column: Column = {
    ...fieldsOf(item),
    id: profile.name === 'by-the-book' ? randomUUID() : String(platform.school.next('column')),
    clientId: tool.clientId,
    course: course.key,
    link: link?.id ?? null,
    isOfLink: false,
  };
  platform.school.columns.put(column);
  return { status: 201, type: mediaTypes.lineItem, body: shown(asked, column) };
}

export function readColumn(asked: Asked): Reply {
  const column = namedColumn(asked);
  if (!column) return gone(asked);
  return { status: 200, type: mediaTypes.lineItem, body: shown(asked, column) };
}

export function changeColumn(asked: Asked): Reply {
  const column = namedColumn(asked);
  if (!column) return gone(asked);
  const item = readItem(asked.call.body);
  if (typeof item === 'string') return asked.profile.refuse('bad-body', asked.call, item);

  const changed = { ...column, ...fieldsOf(item) };
  asked.platform.school.columns.put(changed);
  return { status: 200, type: mediaTypes.lineItem, body: shown(asked, changed) };
}

export function removeColumn(asked: Asked): Reply {
  const column = namedColumn(asked);
  if (!column) return gone(asked);
  if (column.isOfLink && asked.profile.name === 'canvas')
    return asked.profile.refuse('not-allowed', asked.call, 'the column belongs to a link');
  removeColumns(asked.platform.school, column);
  return { status: 204 };
}

/** The column its address names, if it is this tool's, in this course. */
export function namedColumn({ platform, tool, course, column }: Asked): Column | null {
  const found = platform.school.columns.one(column);
  return found && found.course === course.key && found.clientId === tool.clientId ? found : null;
}

export const gone = ({ profile, call, column }: Asked): Reply =>
  profile.refuse('not-found', call, `Line item ${column} doesn't exist`);

const shown = ({ platform, profile, tool, course }: Asked, column: Column) =>
  profile.lineItem(column, profile.lineItemUrl(platform.base, course, tool, column));

/** The item, or what is wrong with it. */
function readItem(body: string): z.infer<typeof LineItem> | string {
  try {
    const parsed = LineItem.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch {
    return 'The body is no JSON.';
  }
}

const fieldsOf = (item: z.infer<typeof LineItem>) => ({
  label: item.label,
  scoreMaximum: item.scoreMaximum,
  resourceId: item.resourceId ?? null,
  tag: item.tag ?? null,
  startsAt: item.startDateTime ?? null,
  endsAt: item.endDateTime ?? null,
});

/** What a list needs to know of its call to cut a page. */
export interface ListCall extends PageAsked {
  readonly header: (page: PageAsked & { readonly total: number }) => string | null;
}

export function listCall(
  { profile, call, platform }: Pick<Asked, 'profile' | 'call' | 'platform'>,
  list: 'columns' | 'results' | 'members',
): ListCall {
  const url = new URL(`${platform.base}${call.path}?${call.query}`);
  return {
    ...profile.pageAsked(call.query),
    header: (page) => profile.linkHeader(list, { url, ...page }),
  };
}

export function onePage<T>(
  list: ListCall,
  all: readonly T[],
): { items: readonly T[]; headers: Record<string, string> } {
  const { limit, from } = list;
  const link = list.header({ total: all.length, limit, from });
  return {
    items: limit === null ? all.slice(from) : all.slice(from, from + limit),
    headers: link === null ? {} : { link },
  };
}

/** PHP writes slashes with a backslash, which JSON allows and few expect. */
export const asPrinted = (profile: string, body: unknown): unknown =>
  profile === 'moodle' ? JSON.stringify(body).replaceAll('/', '\\/') : body;
