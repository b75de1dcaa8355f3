import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Stands in every secret place of the files below; no byte of it may come out again. */
export const secret = '+46.0569+014.5058/ Mia';

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const le32 = (value: number): Buffer => u32(value).reverse();
const le16 = (value: number): Buffer => le32(value).subarray(0, 2);

/** A picture lying on its side as phones write it: 60 × 40 points, turned by a mark, with a place. */
export const aPhonePicture = (form: 'jpeg' | 'png' | 'webp'): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#1b6ca8' } })
    .withExif({
      IFD0: { Artist: secret, Make: 'Phone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '46/1 3/1 24/1', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${secret}</a></x:xmpmeta>`)
    .toFormat(form)
    .toBuffer();

/** 120 million white points in 15 kB: a sound picture, and nothing but a burden. */
export function aBomb(): Buffer {
  const [width, height] = [12_000, 10_000];
  const rows = deflateSync(Buffer.alloc(height * (1 + width / 8), 0));
  const head = Buffer.concat([u32(width), u32(height), Buffer.from([1, 0, 0, 0, 0])]);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', head),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
}

// ISO base media: MP4, MOV, M4A

export const box = (type: string, ...content: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const fullBox = (type: string, ...content: (Buffer | string)[]): Buffer => box(type, u32(0), ...content);
const dates = Buffer.concat([u32(3_800_000_000), u32(3_800_000_001)]);

const track = (kind: string, samples: { at: number; sizes: number[] }, ...more: Buffer[]): Buffer =>
  box(
    'trak',
    fullBox('tkhd', dates, u32(1), Buffer.alloc(68)),
    box(
      'mdia',
      fullBox('mdhd', dates, u32(1000), u32(0), u32(0)),
      fullBox('hdlr', u32(0), kind, Buffer.alloc(13)),
      box(
        'minf',
        box(
          'stbl',
          fullBox('stsd', u32(0)),
          fullBox('stsc', u32(1), u32(1), u32(samples.sizes.length), u32(1)),
          fullBox('stsz', u32(0), u32(samples.sizes.length), ...samples.sizes.map(u32)),
          fullBox('stco', u32(1), u32(samples.at)),
        ),
      ),
    ),
    ...more,
  );

/** A film with a place in five boxes and in a track of its own; the sound of it begins at `sound.at`. */
export function aFilm(brand: 'isom' | 'qt  ' | 'M4A '): {
  bytes: Buffer;
  sound: { at: number; bytes: Buffer };
} {
  const sound = Buffer.from('the sound itself, as it was recorded');
  const ftyp = box('ftyp', brand, u32(0), brand);
  const at = ftyp.length + 8;
  const mdat = box('mdat', sound, secret, secret);
  const moov = box(
    'moov',
    fullBox('mvhd', dates, u32(1000), u32(0), Buffer.alloc(80)),
    track('soun', { at, sizes: [10, sound.length - 10] }, box('udta', box('name', secret))),
    track('meta', { at: at + sound.length, sizes: [secret.length, secret.length] }),
    box('udta', box('\u00a9xyz', secret), fullBox('loci', secret)),
    fullBox('meta', fullBox('keys', 'com.apple.quicktime.location.ISO6709'), box('ilst', secret)),
  );
  const bytes = Buffer.concat([
    ftyp,
    mdat,
    moov,
    box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), secret),
    box('sefd', secret),
  ]);
  return { bytes, sound: { at, bytes: sound } };
}

/** A film in fragments, as recorders stream it, with a track of places. */
export const aFragmentedFilmWithPlaces = (): Buffer =>
  Buffer.concat([
    box('ftyp', 'isom', u32(0), 'isom'),
    box('moov', track('vide', { at: 0, sizes: [] }), track('meta', { at: 0, sizes: [] })),
    box('moof', fullBox('mfhd', u32(1))),
    box('mdat', secret),
  ]);

// MP3

/** So many frames of silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz. */
export const mp3Frames = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => Buffer.concat([u32(0xfffb9064), Buffer.alloc(413)])));

export function id3v2(text: string): Buffer {
  const frame = Buffer.concat([Buffer.from('COMM'), u32(text.length), Buffer.alloc(2), Buffer.from(text)]);
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, frame.length]), frame]);
}
export const id3v1 = (text: string): Buffer => Buffer.from(`TAG${text}`.padEnd(128, '\0'), 'latin1');
export const apeTag = (text: string): Buffer =>
  Buffer.concat([
    Buffer.from(text),
    Buffer.from('APETAGEX'),
    le32(2000),
    le32(text.length + 32),
    le32(1),
    Buffer.alloc(12),
  ]);

// WAV

const chunk = (name: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name), le32(body.length), body, Buffer.alloc(body.length % 2)]);

export function aWav(samples: Buffer, ...extra: [string, string][]): Buffer {
  const form = Buffer.concat([le16(1), le16(1), le32(8000), le32(8000), le16(1), le16(8)]);
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', form),
    ...extra.map(([name, text]) => chunk(name, Buffer.from(text))),
    chunk('data', samples),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), le32(body.length), body]);
}

// Ogg

/** Bitwise and slow, straight from the specification: it shall not share a mistake with the table it checks. */
export function oggSum(page: Buffer): number {
  let crc = 0;
  for (const byte of page) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

export function oggPage(packets: Buffer[], more: { first?: boolean; number: number }): Buffer {
  const lengths = packets.flatMap((packet) => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ]);
  const page = Buffer.concat([
    Buffer.from('OggS\0'),
    Buffer.from([more.first ? 2 : 0]),
    Buffer.alloc(8),
    le32(7),
    le32(more.number),
    le32(0),
    Buffer.from([lengths.length, ...lengths]),
    ...packets,
  ]);
  page.writeUInt32LE(oggSum(page), 22);
  return page;
}

const comment = (text: string): Buffer => Buffer.concat([le32(text.length), Buffer.from(text)]);

/** A voice message. Its comments are long enough to fill segments. */
export function aVoiceMessage(codec: 'opus' | 'vorbis' | 'speex'): Buffer {
  const heads = { opus: 'OpusHead', vorbis: '\x01vorbis', speex: 'Speex   ' };
  const comments = [
    comment('Telephone'),
    le32(2),
    comment(`PLACE=${secret}`),
    comment('N='.padEnd(600, secret)),
  ];
  const tags = {
    opus: Buffer.concat([Buffer.from('OpusTags'), ...comments, Buffer.from(secret)]),
    vorbis: Buffer.concat([Buffer.from('\x03vorbis'), ...comments, Buffer.from([1])]),
    speex: Buffer.concat(comments),
  };
  return Buffer.concat([
    oggPage([Buffer.concat([Buffer.from(heads[codec]), Buffer.alloc(22, 1)])], { first: true, number: 0 }),
    oggPage([tags[codec]], { number: 1 }),
    oggPage([Buffer.from('the sound'), Buffer.from('goes on')], { number: 2 }),
  ]);
}

// WebM

const unknown = Buffer.from('01ffffffffffffff', 'hex');
export const element = (id: string, ...content: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const size = Buffer.alloc(8);
  size.writeUIntBE(body.length, 2, 6);
  size.writeUInt8(1, 0);
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
};

/** As a browser records it, its lengths unknown, or as a program writes it. */
export function aWebm(how: { streamed: boolean; trackType?: number }): Buffer {
  const blocks = [element('e7', Buffer.from([0])), element('a3', 'picture and sound')];
  const parts = [
    element(
      '1549a966',
      element('2ad7b1', u32(1_000_000)),
      element('4461', secret),
      element('7ba9', secret),
      element('4d80', secret),
      element('5741', secret),
    ),
    element(
      '1654ae6b',
      element(
        'ae',
        element('d7', Buffer.from([1])),
        element('83', Buffer.from([how.trackType ?? 1])),
        element('536e', secret),
      ),
    ),
    how.streamed
      ? Buffer.concat([Buffer.from('1f43b675', 'hex'), unknown, ...blocks])
      : element('1f43b675', ...blocks),
    element('1254c367', element('7373', secret)),
    element('1941a469', element('61a7', secret)),
  ];
  const head = element('1a45dfa3', element('4282', 'webm'));
  const segment = how.streamed
    ? Buffer.concat([Buffer.from('18538067', 'hex'), unknown, ...parts])
    : element('18538067', ...parts);
  return Buffer.concat([head, segment]);
}
