import { createHash } from 'node:crypto';
import { makePlacement } from '../../core/communities/make-placement.ts';
import { findActor } from '../../core/people/find-actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { type LmsBridge, type PickedItem, say, type Visit } from '../web/index.ts';
import type { Facts, VisitFacts } from './course-facts.ts';
import { itemKeyOf, linkData } from './item.ts';
import { redirectUri } from './login.ts';
import type { LtiEngine } from './provider.ts';
import type { Registry } from './registry.ts';
import type { DeepLinkingSettings } from './schema.ts';

export interface DeepLinkingParts {
  readonly ports: Pick<Ports, 'records' | 'clock' | 'ids'>;
  readonly baseUrl: string;
  readonly facts: Facts;
  readonly registry: Registry;
  readonly engine: LtiEngine;
}

interface Choosing extends VisitFacts {
  readonly deepLinking: DeepLinkingSettings;
}

const pointsMaximum = 100;

/** What the pages ask of the LMS a visit came from. Return address and data stay here: a form cannot alter them. */
export function createBridge(parts: DeepLinkingParts): LmsBridge {
  const { facts } = parts;
  const choosing = async (visit: Visit): Promise<Choosing | null> => {
    const known = await facts.visit(visit.id);
    return known?.deepLinking ? { ...known, deepLinking: known.deepLinking } : null;
  };

  return {
    async picking(visit) {
      const settings = (await choosing(visit))?.deepLinking;
      return settings
        ? {
            acceptsMultiple: settings.accept_multiple,
            returnOrigin: new URL(settings.deep_link_return_url).origin,
          }
        : null;
    },
    async place(visit, picked) {
      const known = await choosing(visit);
      if (!known) throw new Error('This visit was not opened to choose content');
      const items = await placed(parts, visit, accepted(known.deepLinking, picked));
      const jwt = await answerWith(parts, visit, known, items);
      return { action: known.deepLinking.deep_link_return_url, jwt };
    },
    async openedLink(visit) {
      const known = await facts.visit(visit.id);
      if (!known?.nativeLink) return null;
      return { nativeLink: known.nativeLink, gradeColumn: known.hasColumn ? { max: pointsMaximum } : null };
    },
  };
}

/** What the platform will take of it; the rest is not placed at all. */
function accepted(settings: DeepLinkingSettings, picked: readonly PickedItem[]): readonly PickedItem[] {
  if (!settings.accept_types.includes('ltiResourceLink')) return [];
  return settings.accept_multiple ? picked : picked.slice(0, 1);
}

/** Each item gets a name of its own in the course, which it keeps when the course is copied. Asked again: the same. */
async function placed(
  { ports, facts, baseUrl }: DeepLinkingParts,
  visit: Visit,
  picked: readonly PickedItem[],
): Promise<readonly object[]> {
  const by = await findActor(ports, visit.person, visit.seat);
  const items: object[] = [];
  for (const item of picked) {
    const { subject, within, mode, withColumn, deadline } = item;
    const nativeLink = linkNameOf(visit, item);
    const gradeColumn = withColumn ? { max: pointsMaximum } : null;
    const input = { subject, within, mode, nativeLink, gradeColumn, deadline };
    const made = await retryStale(() => makePlacement(ports, by, input));
    if (!made.done) throw new Error(`A picked item was refused: ${made.refused.why}`);
    const carried = itemKeyOf(subject);
    const link = { resourceLinkId: null, assignment: null, lineitem: null, carried };
    await facts.keepLink(made.done.community, nativeLink, link, null);
    items.push(contentItem(baseUrl, item, nativeLink));
  }
  return items;
}

function linkNameOf(visit: Visit, { subject, within, mode }: PickedItem): string {
  const name = JSON.stringify([visit.id, itemKeyOf(subject), within, mode]);
  return createHash('sha256').update(name).digest('base64url').slice(0, 22);
}

function contentItem(
  baseUrl: string,
  { subject, within, withColumn, deadline, title, text }: PickedItem,
  linkName: string,
) {
  const { query, custom } = linkData(subject, within, linkName);
  return {
    type: 'ltiResourceLink',
    title,
    text,
    url: `${redirectUri(baseUrl)}?${query}`,
    custom,
    iframe: { width: 900, height: 700 },
    ...(deadline ? { submission: { endDateTime: deadline } } : {}),
    ...(withColumn
      ? { lineItem: { label: title, scoreMaximum: pointsMaximum, resourceId: linkName, tag: subject.kind } }
      : {}),
  };
}

async function answerWith(
  { engine, registry }: DeepLinkingParts,
  visit: Visit,
  { registration, deploymentId, deepLinking }: Choosing,
  items: readonly object[],
): Promise<string> {
  const known = await registry.byId(registration);
  if (!known) throw new Error('The registration of a visit is gone');
  const message =
    items.length > 0
      ? say(visit.language, 'lti.dl.placed', { count: items.length })
      : say(visit.language, 'lti.dl.cancelled');
  return engine.contentMessage(known, { deploymentId, settings: deepLinking }, items, message);
}
