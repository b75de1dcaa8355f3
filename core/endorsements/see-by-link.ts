import { z } from 'zod';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Endorsement } from './endorsement.ts';
import { type LinkFor, readByLink } from './link.ts';
import { type ApplicationView, readApplications } from './read-applications.ts';
import { type ObjectRead, readObject } from './read-object.ts';

export const SeeByLink = z.object({ token: z.string().regex(/^[A-Za-z0-9_.-]{20,140}$/) });
export type SeeByLink = z.infer<typeof SeeByLink>;

export interface SeenByLink {
  readonly endorsement: Endorsement;
  readonly object: ObjectRead;
  readonly use: LinkFor;
  /** Of its opportunity, each with what was released and nothing else. */
  readonly applications: readonly ApplicationView[];
}

/** What an endorser without an account sees by their link. A link that is over is not found. */
export async function seeByLink(
  ports: Pick<Ports, 'records' | 'secrets' | 'clock' | 'baseUrl'>,
  { token }: SeeByLink,
): Promise<Outcome<SeenByLink, NotFound>> {
  const read = await readByLink(ports, token);
  const object = read && (await readObject(ports, read.endorsement.object));
  if (!read || !object) return refused({ why: 'not-found' });
  const applications = read.use === 'keep' ? await readApplications(ports, read.endorsement) : [];
  return done({ ...read, object, applications });
}
