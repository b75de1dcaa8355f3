import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../adapters/assemble.ts';
import { type Config, ConfigFault, readConfig } from '../../adapters/config.ts';
import { folderTrouble } from '../../adapters/data-folder.ts';
import { endWork } from '../../adapters/end.ts';
import { createSecrets } from '../../adapters/secrets.ts';
import { start } from '../../adapters/start.ts';
import { credentialOf } from '../../core/badges/credential.ts';
import { aBadge, anAward, anOrganiser, aPerson, aStatusList } from '../builders/index.ts';
import { type House, openHouse } from '../support/house.ts';

let dataDir: string;
let other: Server;
beforeEach(async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  dataDir = await mkdtemp(join(tmpdir(), 'col-start-'));
});
afterEach(async () => {
  other.close();
  await rm(dataDir, { recursive: true, force: true });
});

const configured = (port: number, more: Record<string, string> = {}): Config =>
  readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    PORT: String(port),
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    ...more,
  });
const quietly = () => {};

/** Of all temporary folders the one whose secret this house has: other tests have theirs beside it. */
async function folderOf({ app }: House): Promise<string> {
  for (const name of (await readdir(tmpdir())).filter((one) => /^col-.{6}$/.test(one))) {
    const secret = await readFile(join(tmpdir(), name, 'secret'), 'utf8').catch(() => '');
    const isItsOwn = createSecrets(secret).digest('a', 'b') === app.ports.secrets.digest('a', 'b');
    if (isItsOwn) return join(tmpdir(), name);
  }
  throw new Error('The house has no folder');
}

describe('Starting', () => {
  it('signs, beside everything else, the awards of a store that is older than credentials', async () => {
    const running = await start(configured(0), quietly);
    const [organiser, person] = [anOrganiser(), aPerson()];
    const badge = aBadge({ organiser: organiser.id });
    const award = anAward({ badge: badge.id, organiser: organiser.id, person: person.id });
    const more = { organiser: [organiser], person: [person], badge: [badge], award: [award] };
    await running.app.ports.records.keep(more);
    await running.stop();

    const again = await start(configured(0), quietly);
    await again.signedOlder;

    expect(await again.app.ports.records.credentials.byId(credentialOf(award))).not.toBeNull();
    await again.stop();
  });

  it('answers while it signs many of them', async () => {
    const running = await start(configured(0), quietly);
    const organiser = anOrganiser();
    const people = Array.from({ length: 60 }, () => aPerson());
    const badge = aBadge({ organiser: organiser.id });
    const award = people.map(({ id }) => anAward({ badge: badge.id, organiser: organiser.id, person: id }));
    await running.app.ports.records.keep({ organiser: [organiser], person: people, badge: [badge], award });
    await running.stop();

    const again = await start(configured(0), quietly);
    const answer = await fetch(`${again.listeningAt}/healthz`);
    const unsigned = await again.app.ports.records.awards.countUnsigned();
    await again.signedOlder;

    expect(answer.status).toBe(200);
    expect(unsigned).toBeGreaterThan(0);
    await again.stop();
  });

  it('names the port that is taken, and leaves the store to the next server', async () => {
    const { port } = other.address() as AddressInfo;

    const refused = start(configured(port), quietly);

    await expect(refused).rejects.toThrow(new ConfigFault(`PORT: ${port} is taken on 127.0.0.1`));
    other.close();
    const running = await start(configured(port), quietly);
    const ready = await fetch(`${running.listeningAt}/readyz`);
    await running.stop();

    expect(ready.status).toBe(200);
  });

  it('refuses another address once badges were signed under a public one, at the command line too', async () => {
    const at = (BASE_URL: string) => configured(0, { BASE_URL });
    const first = await start(at('https://one.example'), quietly);
    await first.stop();
    const moved = await start(at('https://two.example'), quietly);
    await moved.app.ports.records.keep({ statusList: [aStatusList()] });
    await moved.stop();

    const told = new ConfigFault(
      'BASE_URL: badges of this site were issued under https://two.example, and name it for ever: it must stay (docs/badges.md)',
    );
    await expect(start(at('https://one.example'), quietly)).rejects.toThrow(told);
    await expect(assemble(configured(0))).rejects.toThrow(told);
    await (await start(at('https://two.example'), quietly)).stop();
  });

  it('names the host that is none of this machine', async () => {
    const refused = start(configured(0, { HOST: '203.0.113.7' }), quietly);

    await expect(refused).rejects.toThrow(new ConfigFault('HOST: 203.0.113.7 is no address of this machine'));
  });

  it('says what stands in the way of the data folder, and what to do', async () => {
    const file = join(dataDir, 'notes.txt');
    await writeFile(file, 'mine');

    for (const taken of [file, join(file, 'data')]) {
      await expect(start(configured(0, { DATA_DIR: taken }), quietly)).rejects.toThrow(
        new ConfigFault(
          `DATA_DIR: ${taken} is no folder, a file stands in its way. Move the file, or name another folder (docs/operating.md)`,
        ),
      );
    }
  });

  it.each([
    ['EACCES', 'may not be written by this process'],
    ['EROFS', 'may not be written by this process'],
    ['ENOSPC', 'no room left'],
    ['EIO', 'cannot be made or written (EIO)'],
  ])('has a sentence for a data folder that answers %s', (code, sentence) => {
    expect(folderTrouble('/srv/city', code)).toContain(sentence);
    expect(folderTrouble('/srv/city', code)).toContain('/srv/city');
  });

  it('does not take any file called city.db for its store', async () => {
    await writeFile(join(dataDir, 'city.db'), 'Shopping list: bread, milk, and a long walk home');

    const refused = start(configured(0), quietly);

    await expect(refused).rejects.toThrow(
      `DATA_DIR: ${dataDir}: The file of the store is no SQLite database`,
    );
    await expect(refused).rejects.toBeInstanceOf(ConfigFault);
  });

  it('leaves no folder behind that was made for memory only', async () => {
    const house = await openHouse();
    const folder = await folderOf(house);

    await house.close();

    expect(existsSync(folder)).toBe(false);
  });

  it('does not seal with a secret that was cut short', async () => {
    await writeFile(join(dataDir, 'secret'), '');

    const refused = start(configured(0), quietly);

    await expect(refused).rejects.toThrow('is not whole. Put it back from your backup');
    await expect(refused).rejects.toBeInstanceOf(ConfigFault);
  });
});

describe('Stopping', () => {
  it('waits for a slow request as long as agreed, and not longer', async () => {
    const graceMs = 50;
    const running = await start(configured(0), quietly, { graceMs });
    const slow = connect(Number(new URL(running.listeningAt).port), '127.0.0.1').resume();
    await once(slow, 'connect');
    const cutOff = once(slow, 'close');
    slow.write('POST /verify/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it');
    await fetch(`${running.listeningAt}/healthz`);

    const before = performance.now();
    await running.stop();
    const tookMs = performance.now() - before;
    await cutOff;

    expect(tookMs).toBeGreaterThanOrEqual(graceMs - 1);
    expect(tookMs).toBeLessThan(graceMs + 1000);
  });

  it('counts deliveries under way into the same time', async () => {
    const forever = new Promise<void>(() => {});
    const idle = createServer().listen(0, '127.0.0.1');
    await once(idle, 'listening');

    await endWork(idle, { nudge() {}, stop: () => forever }, 20);

    expect(idle.listening).toBe(false);
  });
});
