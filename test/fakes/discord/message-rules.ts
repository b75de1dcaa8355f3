import type { Json } from './bodies.ts';

export const ephemeral = 1 << 6;
export const componentsV2 = 1 << 15;

interface Part {
  readonly type: number;
  readonly components?: readonly Part[];
  readonly component?: Part;
  readonly accessory?: Part;
  readonly content?: string;
  readonly custom_id?: string;
  readonly label?: string;
  readonly url?: string;
  readonly style?: number;
}

const partsOf = (body: Json): readonly Part[] => (body['components'] as readonly Part[] | undefined) ?? [];

export const allParts = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => [
    part,
    ...allParts([
      ...(part.components ?? []),
      ...(part.component ? [part.component] : []),
      ...(part.accessory ? [part.accessory] : []),
    ]),
  ]);

/** What the published schemas do not see in a message. @param isV2 it is one, or was made as one */
export function messageFaults(body: Json, isV2: boolean): readonly string[] {
  const parts = allParts(partsOf(body));
  const faults: string[] = [];
  if (isV2) {
    if (body['content']) faults.push('content: not beside IS_COMPONENTS_V2');
    if ((body['embeds'] as unknown[] | undefined)?.length) faults.push('embeds: not beside IS_COMPONENTS_V2');
  } else if (partsOf(body).some(({ type }) => type !== 1)) {
    faults.push('components: only action rows without IS_COMPONENTS_V2');
  }
  if (parts.length > 40) faults.push(`components: ${parts.length}, at most 40`);
  const letters = parts.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  if (letters > 4000) faults.push(`components: ${letters} characters, at most 4000`);
  return [...faults, ...rowFaults(parts), ...repeatedIds(parts)];
}

function rowFaults(parts: readonly Part[]): readonly string[] {
  const rows = parts.filter(({ type }) => type === 1);
  const buttons = parts.filter(({ type }) => type === 2);
  return [
    ...rows.flatMap(({ components = [] }) =>
      components.length > 1 && components.some(({ type }) => type !== 2)
        ? ['components: a select stands alone in its row']
        : [],
    ),
    ...buttons.flatMap(({ style, url, custom_id, label }) =>
      (style === 5) === (url !== undefined) && (style === 5) === (custom_id === undefined) && label
        ? []
        : [`components: a button is a link or has a custom_id, and a label: ${label}`],
    ),
  ];
}

function repeatedIds(parts: readonly Part[]): readonly string[] {
  const ids = parts.flatMap(({ custom_id }) => custom_id ?? []);
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  return repeated.map((id) => `components: custom_id ${id} twice`);
}

/** What the published schemas do not see in a modal. */
export function modalFaults(data: Json): readonly string[] {
  const top = partsOf(data);
  return [
    ...(top.length > 5 ? [`data.components: ${top.length} parts, at most 5`] : []),
    ...top.flatMap(({ type }) => (type === 18 || type === 10 ? [] : [`data.components: type ${type}`])),
    ...repeatedIds(allParts(top)),
  ];
}

export const isEmpty = (body: Json): boolean =>
  !body['content'] && !(body['embeds'] as unknown[] | undefined)?.length && partsOf(body).length === 0;

/** Every sentence that is sent says whom it may mention; ours mention nobody but named people. */
export const mentionsAreOff = (body: Json): boolean =>
  JSON.stringify((body['allowed_mentions'] as Json | undefined)?.['parse']) === '[]';
