/** ltijs 5.9.9 as it comes, with a store in memory and the platform's key set over HTTP, in front of a page of the same size. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

const [keysetUrl = '', authUrl = '', issuer = '', pageBytes = '0', without = ''] = process.argv.slice(2);
type Row = Record<string, unknown>;
const tables = new Map<string, Row[]>();
function rows(name: string): Row[] {
  const found = tables.get(name) ?? [];
  tables.set(name, found);
  return found;
}
const fits = (row: Row, query?: Row): boolean =>
  Object.entries(query ?? {}).every(([key, value]) => value === undefined || row[key] === value);

const memory = {
  setup: async () => true,
  Close: async () => true,
  async Get(_key: unknown, name: string, query?: Row) {
    const found = rows(name).filter((row) => fits(row, query));
    return found.length > 0 ? found.map((row) => ({ ...row })) : false;
  },
  async Insert(_key: unknown, name: string, item: Row, index?: Row) {
    rows(name).push({ ...index, ...item, createdAt: Date.now() });
    // As the real one forgets by TTL: without it the lists grow and the bench measures that.
    if (rows(name).length > 5000) rows(name).splice(0, 2500);
    return true;
  },
  async Replace(key: unknown, name: string, query: Row, item: Row, index?: Row) {
    await memory.Delete(name, query);
    return memory.Insert(key, name, item, index);
  },
  async Modify(_key: unknown, name: string, query: Row, change: Row) {
    const row = rows(name).find((each) => fits(each, query));
    if (row) Object.assign(row, change);
    return true;
  },
  async Delete(name: string, query: Row) {
    tables.set(
      name,
      rows(name).filter((row) => !fits(row, query)),
    );
    return true;
  },
};

const { Provider: lti } = createRequire(import.meta.url)('ltijs');
lti.setup(
  'bench-key-bench-key-bench-key-32',
  { plugin: memory },
  {
    appRoute: '/launch',
    loginRoute: '/login',
    keysetRoute: '/keys',
    // Without its session there is no redirect from the launch to the page, as in ours.
    ltiaas: without === 'without-session',
    tokenMaxAge: 60,
    cookies: { secure: false, sameSite: '' },
  },
);
await lti.deploy({ serverless: true, silent: true });
await lti.registerPlatform({
  url: issuer,
  name: 'bench',
  clientId: 'bench',
  authenticationEndpoint: authUrl,
  accesstokenEndpoint: `${issuer}/token`,
  authConfig: { method: 'JWK_SET', key: keysetUrl },
});
const page = `<!doctype html><title>Bench</title>${'x'.repeat(Math.max(0, Number(pageBytes) - 36))}`;
lti.onConnect((_token: unknown, _request: unknown, response: { send(body: string): void }) =>
  response.send(page),
);

const server = createServer(lti.app).listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
