import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createValidator,
  offlineFetch,
  svgBadges,
} from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { flipsMs, holdsAgainstFlips, partOf } from '../../support/tampering.ts';

const folder = join(import.meta.dirname, '../../fixtures/badges');
const bytesOf = (path: string) => readFileSync(join(folder, path));
const own = (file: string) => ({ bytes: bytesOf(`own-award/${file}`), web: 'own-award/web' });

const hosted = bytesOf('own-award/web/col.example/b/awards/7QK2MZ0V9T4XH6RD.json').toString('utf8').trim();
const drawing = (text: string, prefix: string, namespace: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="${namespace}"><o:${prefix}><![CDATA[${text}]]></o:${prefix}><g/></svg>`,
  );
const credential = own('credential.json');
const svgOf3 = drawing(credential.bytes.toString('utf8'), 'credential', 'https://purl.imsglobal.org/ob/v3p0');
const svgOf2 = drawing(hosted, 'assertion', 'http://openbadges.org');

interface Subject {
  readonly bytes: Buffer;
  readonly web: string;
  /** The part of it that is the badge; all of it when left out. */
  readonly part?: readonly [number, number];
}

const subjects: Readonly<Record<string, Subject>> = {
  'a baked PNG': own('award.png'),
  'a credential': credential,
  'a signed assertion': own('assertion.jws'),
  'a JWT': { bytes: jwtIn('ob3/1edtech/simple-jwt.svg'), web: 'ob3/web' },
  'a copy of a hosted assertion': { bytes: Buffer.from(hosted), web: 'own-award/web' },
  'a drawing with a credential': { bytes: svgOf3, web: 'own-award/web', part: partOf(svgOf3) },
  'a drawing with an assertion': { bytes: svgOf2, web: 'own-award/web', part: partOf(svgOf2) },
};

const verifiers = new Map<string, ReturnType<typeof createValidator>>();
const verify = async (web: string, bytes: Uint8Array) => {
  const made = createValidator({
    fetch: offlineFetch(join(folder, web)),
    now: () => Date.parse('2026-01-01T00:00:00Z'),
  });
  const validator = verifiers.get(web) ?? made;
  verifiers.set(web, validator);
  return validator.verify(bytes);
};

describe('One bit of a badge that was changed', () => {
  it.each(Object.entries(subjects))(
    'in %s is never overlooked',
    async (_name, { bytes, web, part }) => {
      await holdsAgainstFlips(bytes, (changed) => verify(web, changed), part);
    },
    flipsMs,
  );
});

function jwtIn(path: string): Buffer {
  const [badge] = svgBadges(bytesOf(path).toString('utf8'));
  return Buffer.from(badge?.verify ?? '');
}
