import { isDeepStrictEqual } from 'node:util';
import type { CommunityId } from '../../core/ids.ts';
import { dayMs, type Instant, later } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { DeepLinkingSettings } from './schema.ts';

/** What a platform told us about a course, for everything that we ask it later without anybody there. */
export interface CourseFacts {
  readonly registration: string;
  readonly deploymentId: string;
  readonly nativeId: string;
  /** Granted for grades; a platform's administrator may take some away again. */
  readonly gradeScopes: readonly string[];
  /** Null: the platform keeps no grades for us. */
  readonly lineitems: string | null;
  readonly membershipsUrl: string | null;
  /** The last day on which somebody launched in it, UTC. */
  readonly usedOn: string;
}

/** What a platform told us about a link of a course. */
export interface LinkFacts {
  /** The platform's own id of the link; null: nobody has launched it yet. */
  readonly resourceLinkId: string | null;
  /** Of the assignment that it stands in, where the platform has such; null: none was told. */
  readonly assignment: string | null;
  /** Address of its grade column; null: not known. */
  readonly lineitem: string | null;
  /** The item it carried last, as its key; null: none. A teacher may have put something else behind it since. */
  readonly carried: string | null;
}

/** What a visit from an LMS needs beside what its pages know. */
export interface VisitFacts {
  readonly registration: string;
  readonly deploymentId: string;
  readonly community: CommunityId | null;
  /** Name of the opened link in its course; null: opened from navigation, or to choose content. */
  readonly nativeLink: string | null;
  readonly hasColumn: boolean;
  readonly returnUrl: string | null;
  /** Null: no content is to be chosen. */
  readonly deepLinking: DeepLinkingSettings | null;
}

const [courses, links, visits] = ['lti.courses', 'lti.links', 'lti.visits'];

/** Each is written only when it says something new: launches are many, changes few. */
export function createFacts({ keyValues, clock }: Pick<Ports, 'keyValues' | 'clock'>) {
  return {
    course: (community: CommunityId) => keyValues.read<CourseFacts>(courses, community),
    /** Every course of every platform. */
    async courses(): Promise<readonly { readonly id: CommunityId; readonly facts: CourseFacts }[]> {
      const found = await keyValues.find<CourseFacts>(courses, {});
      // Its key is the id under which `keepCourse` put it.
      return found.map(({ key, value }) => ({ id: key as CommunityId, facts: value }));
    },
    async keepCourse(community: CommunityId, facts: CourseFacts) {
      if (isDeepStrictEqual(facts, await keyValues.read(courses, community))) return;
      await keyValues.put(courses, community, facts, { labels: { registration: facts.registration } });
    },

    link: (community: CommunityId, nativeLink: string) =>
      keyValues.read<LinkFacts>(links, linkKey(community, nativeLink)),
    /** Every link of a course, by its name there. */
    async links(community: CommunityId): Promise<ReadonlyMap<string, LinkFacts>> {
      const found = await keyValues.find<LinkFacts>(links, { community });
      return new Map(found.map(({ key, value }) => [key.slice(community.length + 1), value]));
    },
    /** @param before as it was read; null: there was nothing */
    async keepLink(community: CommunityId, nativeLink: string, facts: LinkFacts, before: LinkFacts | null) {
      if (isDeepStrictEqual(facts, before)) return;
      await keyValues.put(links, linkKey(community, nativeLink), facts, { labels: { community } });
    },

    visit: (id: string) => keyValues.read<VisitFacts>(visits, id),
    /** @param until when the visit is over; a day at most */
    keepVisit: (id: string, facts: VisitFacts, until: Instant) => {
      const latest = later(clock.now(), dayMs);
      return keyValues.put(visits, id, facts, { until: until < latest ? until : latest, isFleeting: true });
    },
  };
}
export type Facts = ReturnType<typeof createFacts>;

const linkKey = (community: CommunityId, nativeLink: string): string => `${community} ${nativeLink}`;
