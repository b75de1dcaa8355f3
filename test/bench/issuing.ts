import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { assemble } from '../../adapters/assemble.ts';
import { createBadgePress, createBadgeSigner } from '../../adapters/badges/index.ts';
import { loadContext } from '../../adapters/badges/openbadges-validator-core/index.ts';
import { readConfig } from '../../adapters/config.ts';
import { createSecrets } from '../../adapters/secrets.ts';
import { versionOf } from '../../core/badges/badge.ts';
import { placesInList } from '../../core/badges/status-list.ts';
import { instant } from '../../core/instant.ts';
import type { CredentialFacts } from '../../core/ports/badge-signer.ts';
import { aBadge, anAward, anIssuerKey, anOrganiser } from '../builders/index.ts';
import { startChild } from './child.ts';
import { median } from './percentile.ts';
import { freePort } from './start.ts';

const rounds = 300;
const dist = join(process.cwd(), 'dist');
const baseUrl = 'https://col.example';

/** The section of the page. */
export async function tellIssuing(folder: string): Promise<string> {
  const issuing = await measureIssuing();
  const pictures = await measurePictures();
  const json = await measureJson(folder);
  return `## Issuing a badge

Medians of ${rounds}, in turn, one process; the ratio of each round by itself. The library is @digitalbazaar/vc with its suite, given the same document with the key open in memory; ours also builds and checks both forms, and opens the sealed key for each.

| What | ours | beside it | ours ÷ it |
|---|---|---|---|
| an award in both forms, ms | ${issuing.oursMs.toFixed(1)} | ${issuing.libraryMs.toFixed(1)} (the library signs the credential) | ${issuing.ratio.toFixed(2)} (goal ≤ 1.3) |
| a badge as JSON, answers a second | ${Math.round(json.ours)} | ${Math.round(json.bare)} (Express 5 and a constant of that size) | ${json.ratio.toFixed(2)} (goal ≥ 0.5) |
| a picture of 100 kB baked, ms | ${pictures.bakeMs.toFixed(1)} (goal ≤ 5) | | |
| a status list of ${placesInList.toLocaleString('en')} places, a third of them set, ms | ${pictures.listMs.toFixed(1)} (goal ≤ 50) | | |
`;
}

const secrets = createSecrets('a secret of the bench, long enough for anyone');
const signer = createBadgeSigner({ baseUrl, secrets, signsAssertions: false });
const press = createBadgePress({ baseUrl, operator: null });
const organiser = anOrganiser();
const badge = aBadge({ organiser: organiser.id });
const award = anAward({
  badge: badge.id,
  organiser: organiser.id,
  issuedAt: instant('2026-10-15T16:05:00.000Z'),
  recipient: { type: 'email', salt: 'c2FsdA', identity: `sha256$${'cd'.repeat(32)}` },
});
const facts: CredentialFacts = {
  award,
  badge,
  earned: versionOf(badge),
  kind: 'playlist',
  endorsements: [],
  organiser,
  reviewers: { peers: 2, organisers: 1 },
  evidence: [],
  recipient: { type: 'email', salt: 'c2FsdA', identity: `sha256$${'ab'.repeat(32)}` },
  status: { list: 1, index: 94_567 },
  validFrom: instant('2026-10-15T16:05:00.000Z'),
  signedAt: instant('2026-10-15T16:05:01.000Z'),
};
const keyOf = async () =>
  anIssuerKey({ organiser: organiser.id, ...(await signer.makeKey(organiser.id, 'ed25519', 'ed-2026-1')) });

async function measureIssuing() {
  const key = await keyOf();
  const both = async () => {
    press.assertion({ ...facts, award });
    return signer.credential(facts, key);
  };
  const { proof: _, ...document } = JSON.parse(await both());
  const library = libraryFor(document);
  const times = { ours: [] as number[], library: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // Who begins changes, so that what one leaves to clear away weighs on both.
    const first = round % 2 === 0 ? 'ours' : 'library';
    for (const side of first === 'ours' ? (['ours', 'library'] as const) : (['library', 'ours'] as const))
      times[side].push(await timed(side === 'ours' ? both : library));
  }
  const ratio = median(times.ours.map((ms, round) => ms / (times.library[round] ?? Number.NaN)));
  return { oursMs: median(times.ours), libraryMs: median(times.library), ratio };
}

function libraryFor(document: object): () => Promise<unknown> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const open = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return async () => {
    const suite = new DataIntegrityProof({
      signer: {
        id: 'did:web:col.example#k',
        algorithm: 'Ed25519',
        sign: async ({ data }) => sign(null, data, open),
      },
      cryptosuite,
    });
    return JSON.stringify(await issue({ credential: { ...document }, suite, documentLoader: loadContext }));
  };
}

async function measurePictures() {
  const key = await keyOf();
  const credential = await signer.credential(facts, key);
  const assertion = press.assertion({ ...facts, award });
  const picture = await aPicture(100_000);
  const image = { data: `data:image/png;base64,${picture.toString('base64')}`, alt: badge.name };
  const set = Array.from({ length: placesInList / 3 }, (_, at) => at * 3);
  const list = { organiser: organiser.id, number: 1, signedAt: facts.signedAt };
  await press.baked(image, assertion, credential);
  const [bake, lists]: [number[], number[]] = [[], []];
  for (let round = 0; round < 100; round += 1) {
    // Another award each time: the same one is made once and kept.
    const other = { ...assertion, narrative: String(round) };
    bake.push(await timed(() => press.baked(image, other, credential)));
    lists.push(await timed(() => signer.statusList(list, set, key)));
  }
  return { bakeMs: median(bake), listMs: median(lists) };
}

/** Grey by chance, a byte for each point, so that it cannot be packed. */
async function aPicture(bytes: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const side = Math.ceil(Math.sqrt(bytes));
  return sharp(randomBytes(side * side), { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
}

async function measureJson(folder: string) {
  const port = await freePort();
  const env = {
    DATA_DIR: folder,
    PORT: String(port),
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'on',
    LOG_LEVEL: 'error',
  };
  const ours = await startChild(join(dist, 'adapters/main.js'), [], env);
  const path = await aBadgeOf(env);
  const document = await (await fetch(ours.baseUrl + path)).text();
  const bare = await startChild(join(dist, 'test/bench/servers/bare-json.js'), [document]);
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 6; round += 1) {
    const [one, two] = [await perSecond(ours.baseUrl + path), await perSecond(bare.baseUrl + path)];
    if (round === 0) continue;
    rates.ours.push(one);
    rates.bare.push(two);
  }
  await Promise.all([ours.stop(), bare.stop()]);
  const ratio = median(rates.ours.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN)));
  return { ours: median(rates.ours), bare: median(rates.bare), ratio };
}

/** The address of a badge that the demo city shows to anyone. */
async function aBadgeOf(env: Readonly<Record<string, string>>): Promise<string> {
  const app = await assemble(readConfig(env));
  try {
    const { organisers, playlists, badges } = app.ports.records;
    const zmaji = await organisers.bySlug('mladi-zmaji');
    const playlist = zmaji && (await playlists.byOrigin(zmaji.id, 'future-makers'));
    const found = playlist?.badge && (await badges.byId(playlist.badge));
    if (!found) throw new Error('The demo city has no Future makers');
    return `/b/badges/${found.id}-v${found.version}`;
  } finally {
    await app.close();
  }
}

/** Answers a second, 8 side by side on connections that stay open. */
async function perSecond(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const until = performance.now() + 1500;
  let answered = 0;
  const one = async () => {
    while (performance.now() < until) {
      await new Promise<void>((done, failed) => {
        get(url, { agent, headers: { accept: 'application/json' } }, (answer) => {
          answer.resume().once('end', done);
          if (answer.statusCode !== 200) failed(new Error(`${url} answered ${answer.statusCode}`));
        }).on('error', failed);
      });
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  agent.destroy();
  return answered / 1.5;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
