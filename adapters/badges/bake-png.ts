import { crc32 } from 'node:zlib';
import { bakedText } from './baked-text.ts';
import { keywordOf, pngChunks } from './openbadges-validator-core/index.ts';

/** What is written into a picture: the hosted assertion, and the credential where there is one. Both JSON. */
export interface BadgeTexts {
  readonly assertion: string;
  readonly credential: string | null;
}

const keywords: ReadonlySet<string | null> = new Set(['openbadges', 'openbadgecredential']);

/**
 * The same picture, moving ones too, with the badge in it. One that was in it before goes; all else stays as it is,
 * byte for byte.
 * @throws PngDamaged
 */
export function bakePng(picture: Uint8Array, { assertion, credential }: BadgeTexts): Uint8Array {
  const [header, ...others] = pngChunks(picture);
  const kept = others.filter((chunk) => !keywords.has(keywordOf(chunk)));
  return Buffer.concat([
    picture.subarray(0, header?.end),
    textChunk('openbadges', assertion),
    ...(credential === null ? [] : [textChunk('openbadgecredential', credential)]),
    ...kept.map(({ start, end }) => picture.subarray(start, end)),
  ]);
}

/** `iTXt`, not compressed, in no language. */
function textChunk(keyword: string, json: string): Buffer {
  const body = Buffer.from(`iTXt${keyword}\0\0\0\0\0${bakedText(json)}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
