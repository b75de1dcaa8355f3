import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mongo } from 'mongoose';
import { type FileId, newId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { FileFacts, Files } from '../../core/ports/engine.ts';
import type { Ids } from '../../core/ports/ids.ts';

/** GridFS names files by ids of its own kind; ours are texts, which it takes as well. */
type GridId = mongo.ObjectId;
const gridId = (id: string): GridId => id as unknown as GridId;

interface StoredUpload {
  /** The file's id. */
  readonly _id: string;
  readonly at: Date;
}

const chunkSizeBytes = 1024 * 1024;

/**
 * Files in GridFS. Its record of a file comes last and goes first: what broke off is not there. A mark says which ones
 * have begun to come or to go, so that the bytes a killed process left behind are found without looking through all.
 */
export function files(db: mongo.Db, { clock, ids }: { clock: Clock; ids: Ids }): Files {
  const bucket = bucketOf(db);
  const begun = db.collection<StoredUpload>('upload');
  const mark = (id: string) =>
    begun.updateOne({ _id: id }, { $set: { at: new Date(clock.now()) } }, { upsert: true });
  const unmark = (id: string) => begun.deleteOne({ _id: id }, { writeConcern: { w: 1 } });
  return {
    async put(bytes, facts, id = newId(ids)) {
      await mark(id);
      await putWhole(bucket, id, bytes, facts);
      await unmark(id);
      return id;
    },
    async read(id) {
      const [file] = await bucket.find({ _id: gridId(id) }).toArray();
      // Written by `putWhole`.
      return file ? { facts: file.metadata as unknown as FileFacts, bytes: streamed(bucket, id) } : null;
    },
    async remove(id) {
      if (!(await bucket.find({ _id: gridId(id) }).hasNext())) return;
      // Its record goes first: killed in between, its bytes are found by the mark.
      await mark(id);
      await bucket.delete(gridId(id));
      await unmark(id);
    },
  };
}

export const bucketOf = (db: mongo.Db): mongo.GridFSBucket =>
  new mongo.GridFSBucket(db, { bucketName: 'file', chunkSizeBytes, writeConcern: { w: 'majority' } });

export async function putWhole(
  bucket: mongo.GridFSBucket,
  id: string,
  bytes: AsyncIterable<Uint8Array>,
  facts: FileFacts,
): Promise<void> {
  const upload = bucket.openUploadStreamWithId(gridId(id), facts.name, { metadata: { ...facts } });
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), upload);
  } catch (fault) {
    await upload.abort().catch(() => {});
    throw fault;
  }
}

/** Opened when somebody begins to read, so that nothing stays open for who never does. */
async function* streamed(bucket: mongo.GridFSBucket, id: FileId): AsyncIterable<Uint8Array> {
  yield* bucket.openDownloadStream(gridId(id));
}

/** Bytes that a killed process left behind. @param before files that began earlier broke off, or are whole by now */
export async function sweepFiles(db: mongo.Db, before: Date): Promise<void> {
  const begun = db.collection<StoredUpload>('upload');
  for (const { _id } of await begun.find({ at: { $lt: before } }).toArray()) {
    const isWhole = await bucketOf(db)
      .find({ _id: gridId(_id) })
      .hasNext();
    if (!isWhole) await db.collection('file.chunks').deleteMany({ files_id: gridId(_id) });
    await begun.deleteOne({ _id });
  }
}
