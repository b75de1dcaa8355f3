import sharp from 'sharp';
import { createFileIntake, mostBytes } from '../../../adapters/files/index.ts';
import type { FileRefusal } from '../../../core/ports/file-intake.ts';
import * as made from './made.ts';

const intake = createFileIntake();

async function* parts(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

async function taken(bytes: Buffer, name: string) {
  const answer = await intake.check(parts(Buffer.from(bytes)), { name, type: null });
  if (answer.refused) throw new Error(`refused: ${JSON.stringify(answer.refused)}`);
  const all: Uint8Array[] = [];
  for await (const part of answer.done.bytes) all.push(part);
  return { ...answer.done.facts, content: Buffer.concat(all) };
}

async function refusal(bytes: Buffer, name: string): Promise<FileRefusal | undefined> {
  return (await intake.check(parts(Buffer.from(bytes)), { name, type: null })).refused;
}

describe('A picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'in %s is drawn anew: upright, and silent about where and who',
    async (form) => {
      const picture = await made.aPhonePicture(form);

      const { content, medium, type, bytes } = await taken(picture, `IMG_1.${form}`);

      const { width, height, exif, xmp, orientation } = await sharp(content).metadata();
      expect({ width, height, exif, xmp, orientation }).toMatchObject({ width: 40, height: 60 });
      expect([exif, xmp, content.includes(made.secret)]).toEqual([undefined, undefined, false]);
      expect({ medium, type, bytes }).toEqual({
        medium: 'image',
        type: `image/${form}`,
        bytes: content.length,
      });
    },
  );

  it('is made smaller than 4096 points a side', async () => {
    const wide = await sharp({ create: { width: 6000, height: 300, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();

    const { content } = await taken(wide, 'wide.jpg');

    expect(await sharp(content).metadata()).toMatchObject({ width: 4096, height: 205 });
  });

  it('that would fill the memory is refused before it is opened', async () => {
    expect(await refusal(made.aBomb(), 'bomb.png')).toEqual({ why: 'file-broken', found: 'image/png' });
  });

  it('cut off in the middle is refused as broken', async () => {
    const picture = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();

    expect(await refusal(picture.subarray(0, 700), 'half.jpg')).toEqual({
      why: 'file-broken',
      found: 'image/jpeg',
    });
  });

  it('of a phone in HEIC is refused with the advice to hand in JPEG', async () => {
    const heic = made.box('ftyp', 'heic', made.u32(0), 'mif1heic');

    expect(await refusal(heic, 'IMG_1.heic')).toEqual({
      why: 'file-type',
      found: 'image/heic',
      advice: 'as-jpeg',
    });
  });
});

describe('A film', () => {
  it.each([
    ['isom', 'video/mp4', 'mp4'],
    ['qt  ', 'video/quicktime', 'mov'],
    ['M4A ', 'audio/mp4', 'm4a'],
  ] as const)(
    'of brand "%s" keeps its sound byte for byte where it was, and no place, name or date',
    async (brand, type, ending) => {
      const film = made.aFilm(brand);

      const kept = await taken(film.bytes, `film.${ending}`);

      const { at, bytes } = film.sound;
      expect(kept.type).toBe(type);
      expect(kept.content).toHaveLength(film.bytes.length);
      expect(kept.content.subarray(at, at + bytes.length)).toEqual(bytes);
      expect(kept.content.includes(made.secret)).toBe(false);
      expect(kept.content.includes(made.u32(3_800_000_000))).toBe(false);
    },
  );

  it('keeps the tables that players need, and one track', async () => {
    const { content } = await taken(made.aFilm('isom').bytes, 'film.mp4');

    const text = content.toString('latin1');
    expect(text.match(/trak/g)).toHaveLength(1);
    for (const name of ['moov', 'mvhd', 'tkhd', 'mdhd', 'stsz', 'stco', 'stsc']) expect(text).toContain(name);
    for (const name of ['udta', 'uuid', 'meta', 'sefd', 'loci']) expect(text).not.toContain(name);
  });

  it('in fragments with a track of places is refused with advice: its places cannot be told apart', async () => {
    expect(await refusal(made.aFragmentedFilmWithPlaces(), 'film.mp4')).toEqual({
      why: 'file-type',
      found: 'video/mp4',
      advice: 'as-mp4',
    });
  });

  it('whose boxes reach beyond its end is broken', async () => {
    const { bytes } = made.aFilm('isom');

    expect(await refusal(bytes.subarray(0, bytes.length - 60), 'film.mp4')).toEqual({
      why: 'file-broken',
      found: 'video/mp4',
    });
  });

  it.each([true, false])(
    'in WebM loses tags, attachments, dates and names (streamed: %s)',
    async (streamed) => {
      const film = made.aWebm({ streamed });

      const { content, type } = await taken(film, 'film.webm');

      expect(type).toBe('video/webm');
      expect(content).toHaveLength(film.length);
      expect(content.includes(made.secret)).toBe(false);
      expect(content.indexOf('picture and sound')).toBe(film.indexOf('picture and sound'));
    },
  );

  it('in WebM with a track that is neither picture nor sound is refused with advice', async () => {
    expect(await refusal(made.aWebm({ streamed: false, trackType: 0x11 }), 'film.webm')).toEqual({
      why: 'file-type',
      found: 'video/webm',
      advice: 'as-mp4',
    });
  });
});

describe('A sound', () => {
  it('in MP3 keeps its frames and none of its tags, before and behind', async () => {
    const frames = made.mp3Frames(4);
    const sound = Buffer.concat([
      made.id3v2(made.secret),
      frames,
      made.apeTag(made.secret),
      made.id3v1(made.secret),
    ]);

    const { content, type } = await taken(sound, 'talk.mp3');

    expect(type).toBe('audio/mpeg');
    expect(content).toEqual(frames);
  });

  it('in WAV keeps its form and its samples only', async () => {
    const samples = Buffer.from([1, 2, 3, 4, 5]);
    const sound = made.aWav(samples, ['LIST', made.secret], ['bext', made.secret], ['iXML', 'odd']);

    const { content } = await taken(sound, 'talk.wav');

    expect(content).toEqual(made.aWav(samples));
  });

  it.each(['opus', 'vorbis'] as const)(
    'in Ogg (%s) keeps its pages, with empty comments and right sums',
    async (codec) => {
      const sound = made.aVoiceMessage(codec);

      const { content, type } = await taken(sound, 'voice.ogg');

      expect(type).toBe('audio/ogg');
      expect(content).toHaveLength(sound.length);
      expect(content.includes(made.secret)).toBe(false);
      expect(content.includes('the soundgoes on')).toBe(true);
      expect(sumsOf(content)).toEqual(sumsAsWritten(content));
    },
  );

  it('in an Ogg form whose comments we do not know is refused with the advice to hand in MP3', async () => {
    expect(await refusal(made.aVoiceMessage('speex'), 'voice.ogg')).toEqual({
      why: 'file-type',
      found: 'audio/ogg',
      advice: 'as-mp3',
    });
  });
});

describe('What a file is', () => {
  it('is read from its bytes: a PNG called .jpg is kept as PNG', async () => {
    const png = await made.aPhonePicture('png');

    expect(await taken(png, 'C:\\phone\\me & you<3.JPG')).toMatchObject({
      type: 'image/png',
      name: 'me & you 3.png',
    });
  });

  it('is not what it says when a document is called a picture', async () => {
    expect(await refusal(Buffer.from('%PDF-1.7\n%%EOF'), 'photo.jpg')).toEqual({
      why: 'file-type',
      found: 'application/pdf',
      advice: null,
    });
  });

  it.each([
    ['a program', 'photo.jpg', Buffer.from('MZ'.padEnd(200, '\0'))],
    ['a page', 'page.html', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a page that says it is text', 'page.txt', Buffer.from('  <html><script>alert(1)</script>')],
    [
      'a drawing with scripts',
      'drawing.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ],
    ['a shell script', 'notes.txt', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['an archive', 'all.zip', Buffer.from('504b0506'.padEnd(44, '0'), 'hex')],
    ['text in an unknown encoding', 'notes.txt', Buffer.from([0x68, 0xe9, 0x6c, 0x6c])],
    ['text with control characters', 'notes.txt', Buffer.from('a\0b')],
  ])('%s is not kept', async (_what, name, bytes) => {
    expect(await refusal(bytes, name)).toMatchObject({ why: 'file-type' });
  });

  it('may be a PDF or plain text, which pass as they are', async () => {
    const pdf = Buffer.from('%PDF-1.7\n%%EOF');
    const text = Buffer.from('Moj dnevnik: danes sem šla k reki.\n');

    expect(await taken(pdf, 'notes.pdf')).toMatchObject({
      type: 'application/pdf',
      medium: 'pdf',
      content: pdf,
    });
    expect(await taken(text, 'dnevnik.txt')).toMatchObject({
      type: 'text/plain',
      medium: 'other',
      content: text,
    });
  });

  it.each([
    ['GIF89a'.padEnd(40, '\0'), 'as-jpeg'],
    ['fLaC'.padEnd(40, '\0'), 'as-mp3'],
  ])('is answered with what to hand in instead (%#)', async (bytes, advice) => {
    expect(await refusal(Buffer.from(bytes, 'latin1'), 'it')).toMatchObject({ why: 'file-type', advice });
  });
});

describe('The size of a file', () => {
  it('is 20 MiB at most, and no more is read', async () => {
    let read = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) {
        read += 1;
        yield Buffer.alloc(1024 * 1024);
      }
    }

    const answer = await intake.check(endless(), { name: 'endless.mp4', type: 'video/mp4' });

    expect(answer.refused).toEqual({ why: 'file-too-large', mostBytes });
    expect(read).toBe(21);
  });

  it('is not nothing', async () => {
    expect(await refusal(Buffer.alloc(0), 'empty.txt')).toEqual({ why: 'file-empty' });
  });
});

describe('Damaged files', () => {
  it('are refused or kept, never a fault', async () => {
    const files = [
      made.aFilm('isom').bytes,
      made.aWebm({ streamed: true }),
      made.aVoiceMessage('opus'),
      made.aWav(Buffer.alloc(50), ['LIST', 'x']),
      Buffer.concat([made.id3v2('x'), made.mp3Frames(3), made.id3v1('x')]),
      await made.aPhonePicture('jpeg'),
    ];
    const random = numbers(7);

    for (const file of files) {
      for (let round = 0; round < 150; round += 1) {
        const damaged = Buffer.from(file);
        for (let hit = 0; hit < 4; hit += 1) damaged[random() % damaged.length] = random() % 256;
        const answer = await intake.check(parts(damaged), { name: 'file', type: null });
        expect(answer.done ?? answer.refused).toBeDefined();
      }
    }
  });
});

/** Always the same numbers. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
}

function pagesOf(ogg: Buffer): Buffer[] {
  const starts = [...ogg.toString('latin1').matchAll(/OggS\0/g)].map(({ index }) => index);
  return starts.map((start, page) => ogg.subarray(start, starts[page + 1]));
}
const sumsAsWritten = (ogg: Buffer): number[] => pagesOf(ogg).map((page) => page.readUInt32LE(22));
const sumsOf = (ogg: Buffer): number[] =>
  pagesOf(ogg).map((page) => {
    const bare = Buffer.from(page);
    bare.writeUInt32LE(0, 22);
    return made.oggSum(bare);
  });
