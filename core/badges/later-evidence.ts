import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { uploads } from '../evidence/upload.ts';
import { AwardId, FileId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { isOwnUpload } from '../read-upload.ts';
import { type Award, type LaterEvidence, type LaterFile, mostLater } from './award.ts';

const EvidenceKey = z.string().min(1).max(64);

export const AddLaterEvidence = z.object({
  award: AwardId,
  /** What it is, in a line. */
  name: z.string().trim().min(2).max(120),
  /** At least one of the three. */
  text: z.string().trim().min(1).max(4000).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  /** That they just uploaded; `alt`: what can be seen or heard in it. */
  file: z
    .object({ file: FileId, alt: z.string().trim().min(1).max(250).nullable() })
    .nullable()
    .default(null),
  /** Made by the surface once per form shown: the same form sent twice adds once. Null: told apart by its words. */
  key: EvidenceKey.nullable().default(null),
});
export type AddLaterEvidence = z.infer<typeof AddLaterEvidence>;

export const RemoveLaterEvidence = z.object({ award: AwardId, evidence: EvidenceKey });
export type RemoveLaterEvidence = z.infer<typeof RemoveLaterEvidence>;

export type AddLaterEvidenceRefusal =
  | NotFound
  | { readonly why: 'evidence-empty' }
  | { readonly why: 'evidence-full'; readonly most: number }
  | { readonly why: 'file-gone'; readonly file: FileId };

/** Its holder adds to what a badge was given for. Nobody reviews it, and it says that it came later. */
export async function addLaterEvidence(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'files' | 'keyValues'>,
  by: Someone,
  input: AddLaterEvidence,
): Promise<Outcome<Award, AddLaterEvidenceRefusal>> {
  const { records, clock, ids, keyValues } = ports;
  const { name, text, url, key } = input;
  const award = await records.awards.byId(input.award);
  if (award?.person !== by.person || award.state !== 'issued') return refused({ why: 'not-found' });
  if (text === null && url === null && input.file === null) return refused({ why: 'evidence-empty' });
  const earlier = award.laterEvidence ?? [];
  if (earlier.some((one) => one.id === key || isSame(one, input))) return done(award);
  if (earlier.length >= mostLater) return refused({ why: 'evidence-full', most: mostLater });
  const file = await readFile(ports, by, input.file);
  if (input.file && !file) return refused({ why: 'file-gone', file: input.file.file });

  const added = { id: key ?? ids.next(), name, text, url, ...(file ? { file } : {}), at: clock.now() };
  const more: Award = { ...award, laterEvidence: [...earlier, added] };
  await records.keep({ award: [more] }, [domainEvent(by, 'evidence.added-later', aboutOf(award))]);
  if (file) await keyValues.take(uploads, file.file);
  return done({ ...more, revision: more.revision + 1 });
}

/** What they added they may take away again; a file goes for good. */
export async function removeLaterEvidence(
  { records, files }: Pick<Ports, 'records' | 'files'>,
  by: Someone,
  { award: id, evidence }: RemoveLaterEvidence,
): Promise<Outcome<Award, NotFound>> {
  const award = await records.awards.byId(id);
  if (award?.person !== by.person) return refused({ why: 'not-found' });
  const gone = (award.laterEvidence ?? []).find((one) => one.id === evidence);
  if (!gone) return done(award);

  // The file first: after a crash in between the entry still names it, and the next try finishes.
  if (gone.file) await files.remove(gone.file.file);
  const left = (award.laterEvidence ?? []).filter((one) => one !== gone);
  const fewer: Award = { ...award, laterEvidence: left };
  await records.keep({ award: [fewer] }, [domainEvent(by, 'evidence.added-later', aboutOf(award))]);
  return done({ ...fewer, revision: fewer.revision + 1 });
}

async function readFile(
  ports: Pick<Ports, 'files' | 'keyValues' | 'clock'>,
  by: Someone,
  wanted: AddLaterEvidence['file'],
): Promise<LaterFile | null> {
  const isTheirs = wanted !== null && (await isOwnUpload(ports, by.person, wanted.file));
  const found = isTheirs ? await ports.files.read(wanted.file) : null;
  if (!wanted || !found) return null;
  const { name, type, medium, bytes } = found.facts;
  return { ...wanted, name, type, medium, bytes };
}

/** A file is never the same as another: the form's key tells those apart. */
const isSame = (one: LaterEvidence, other: AddLaterEvidence): boolean =>
  !one.file && !other.file && one.name === other.name && one.text === other.text && one.url === other.url;

const aboutOf = ({ id, badge, person }: Award) => ({ award: id, badge, person });
