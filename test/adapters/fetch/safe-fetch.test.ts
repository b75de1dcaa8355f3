import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  type Address,
  createSafeFetch,
  isPublicAddress,
  type SafeRequest,
  UrlRefused,
} from '../../../adapters/fetch/index.ts';
import { Unreachable } from '../../../core/faults.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A server on the loopback interface and the host by which it may be allowed. */
async function serve(answer: RequestListener): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url} ${req.headers.authorization ?? '-'}`);
    answer(req, res);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // A listening server over TCP has an address object.
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const fetching = createSafeFetch({ version: '1.2.3' });
const whyRefused = async (request: SafeRequest, fetch = fetching): Promise<string> => {
  const fault = await fetch(request).then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(fault instanceof UrlRefused)) throw new Error('It was not refused', { cause: fault });
  return fault.why;
};
const v4 = (address: string): Address => ({ address, family: 4 });

describe('A safe request', () => {
  it('says who asks, and reads what comes back', async () => {
    const { host } = await serve((req, res) => res.end(`from ${req.headers['user-agent']}`));

    const answer = await fetching({ url: `http://${host}/here`, allowedHosts: [host] });

    expect(answer).toMatchObject({ status: 200, text: 'from CoL-Connect/1.2.3', url: `http://${host}/here` });
  });

  it('sends a body as it is', async () => {
    const { host } = await serve((req, res) => req.pipe(res));

    const answer = await fetching({
      url: `http://${host}/`,
      method: 'POST',
      body: 'čaj=1',
      headers: { 'Content-Type': 'text/plain' },
      allowedHosts: [host],
    });

    expect(answer.text).toBe('čaj=1');
  });

  it.each([
    ['no address at all', 'not an address', 'not-an-address'],
    ['plain http', 'http://example.org/', 'not-https'],
    ['another scheme', 'file:///etc/passwd', 'not-https'],
    ['a name and a password', 'https://a:b@example.org/', 'user-info'],
    ['loopback', 'https://127.0.0.1/', 'not-public'],
    ['loopback, written as a number', 'https://2130706433/', 'not-public'],
    ['loopback of IPv6', 'https://[::1]/', 'not-public'],
    ['loopback, mapped into IPv6', 'https://[::ffff:127.0.0.1]/', 'not-public'],
    ['the metadata service of a cloud', 'https://169.254.169.254/latest/', 'not-public'],
    ['a private network', 'https://10.1.2.3/', 'not-public'],
  ])('refuses %s', async (_what, url, why) => {
    expect(await whyRefused({ url })).toBe(why);
  });

  it.each([
    ['loopback', 'http://127.0.0.1/', 'not-public'],
    ['a private network, on a port of web servers', 'http://192.168.1.1:8080/', 'not-public'],
    ['the port of mail', 'http://mail.example:25/', 'not-a-web-port'],
    ['a name and a password', 'http://a:b@example.org/', 'user-info'],
    ['another scheme', 'ftp://example.org/', 'not-https'],
  ])('refuses %s on the open web', async (_what, url, why) => {
    expect(await whyRefused({ url, isOpenWeb: true })).toBe(why);
  });

  it('looks where a name of the open web leads, by plain http too', async () => {
    const asked: string[] = [];
    const fetch = createSafeFetch({
      version: '1',
      resolve: async (host) => {
        asked.push(host);
        return [v4('10.0.0.1')];
      },
    });

    expect(await whyRefused({ url: 'http://badges.example/', isOpenWeb: true }, fetch)).toBe('not-public');
    expect(asked).toEqual(['badges.example']);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('unpacks what comes packed with %s', async (encoding, pack) => {
    const { host } = await serve((_req, res) =>
      res.writeHead(200, { 'content-encoding': encoding }).end(pack(Buffer.from('čaj'))),
    );

    expect((await fetching({ url: `http://${host}/`, allowedHosts: [host] })).text).toBe('čaj');
  });

  it.each([
    ['longer than it may be once unpacked', 'gzip', gzipSync(Buffer.alloc(100_000))],
    ['packed in an unknown way', 'zstd', Buffer.from('packed')],
    ['not packed as it says', 'gzip', Buffer.from('plain')],
  ])('takes no answer that is %s', async (_what, encoding, body) => {
    const { host } = await serve((_req, res) =>
      res.writeHead(200, { 'content-encoding': encoding }).end(body),
    );

    const answer = fetching({ url: `http://${host}/`, allowedHosts: [host], maxBytes: 1000 });

    await expect(answer).rejects.toThrow(Unreachable);
  });

  it('refuses a name when one of its addresses is not public', async () => {
    const fetch = createSafeFetch({
      version: '1',
      resolve: async () => [v4('93.184.216.34'), v4('10.0.0.1')],
    });

    expect(await whyRefused({ url: 'https://two-faced.example/' }, fetch)).toBe('not-public');
  });

  it('connects to the address it has checked, whatever the name stands for a moment later', async () => {
    const { host } = await serve((_req, res) => res.end('checked'));
    const port = host.split(':')[1];
    const answers = [[v4('127.0.0.1')], [v4('192.0.2.1')]];
    const fetch = createSafeFetch({ version: '1', resolve: async () => answers.shift() ?? [] });

    const answer = await fetch({
      url: `http://moving.example:${port}/`,
      allowedHosts: [`moving.example:${port}`],
    });

    expect(answer.text).toBe('checked');
  });

  it('allows a host on the port it was allowed for only', async () => {
    const { host, asked } = await serve((_req, res) => res.end());

    expect(await whyRefused({ url: `http://${host}/`, allowedHosts: ['127.0.0.1:1'] })).toBe('not-https');
    expect(asked).toEqual([]);
  });

  it('checks where a redirect leads', async () => {
    const inner = await serve((_req, res) => res.end('secret'));
    const { host } = await serve((_req, res) =>
      res.writeHead(302, { location: `http://${inner.host}/` }).end(),
    );

    expect(await whyRefused({ url: `http://${host}/`, allowedHosts: [host] })).toBe('not-https');
    expect(inner.asked).toEqual([]);
  });

  it('follows three redirects and not four', async () => {
    const { host, asked } = await serve((req, res) => {
      const left = Number(req.url?.slice(1));
      if (left === 0) res.end('there');
      else res.writeHead(307, { location: `/${left - 1}` }).end();
    });

    const three = await fetching({ url: `http://${host}/3`, allowedHosts: [host] });

    expect(three.text).toBe('there');
    expect(asked).toHaveLength(4);
    expect(await whyRefused({ url: `http://${host}/4`, allowedHosts: [host] })).toBe('too-many-redirects');
  });

  it('follows no redirect of a POST', async () => {
    const { host, asked } = await serve((_req, res) => res.writeHead(302, { location: '/other' }).end());

    const answer = await fetching({ url: `http://${host}/`, method: 'POST', body: '', allowedHosts: [host] });

    expect(answer.status).toBe(302);
    expect(asked).toEqual(['POST / -']);
  });

  it('hands the bearer to no other origin', async () => {
    const other = await serve((_req, res) => res.end('other'));
    const { host, asked } = await serve((_req, res) =>
      res.writeHead(302, { location: `http://${other.host}/` }).end(),
    );

    await fetching({
      url: `http://${host}/`,
      headers: { Authorization: 'Bearer secret' },
      allowedHosts: [host, other.host],
    });

    expect(asked).toEqual(['GET / Bearer secret']);
    expect(other.asked).toEqual(['GET / -']);
  });

  it('gives up on a server that does not answer in time', async () => {
    const { host } = await serve(() => {});

    const late = fetching({ url: `http://${host}/`, allowedHosts: [host], timeoutMs: 50 });

    await expect(late).rejects.toThrow(Unreachable);
  });

  it('gives up on a name that is not found in time', async () => {
    const fetch = createSafeFetch({ version: '1', resolve: () => new Promise(() => {}) });

    await expect(fetch({ url: 'https://slow.example/', timeoutMs: 50 })).rejects.toThrow(Unreachable);
  });

  it('stops reading where an answer is too long', async () => {
    const { host } = await serve((_req, res) => res.end('x'.repeat(2000)));

    const long = fetching({ url: `http://${host}/`, allowedHosts: [host], maxBytes: 1000 });

    await expect(long).rejects.toThrow(Unreachable);
  });

  it('says that a stopped server is unreachable', async () => {
    const { host } = await serve((_req, res) => res.end());
    servers.at(-1)?.close();

    await expect(fetching({ url: `http://${host}/`, allowedHosts: [host] })).rejects.toThrow(Unreachable);
  });
});

describe('A public address', () => {
  it.each(['93.184.216.34', '8.8.8.8', '100.128.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['0.0.0.0', '100.64.0.1', '172.16.0.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '64:ff9b::a00:1', '2002:7f00:1::'],
    ['::ffff:8.8.8.8', '::ffff:7f00:1', '2001:db8::1', '2001::1', 'example.org', ''],
  ])('none of these is: %s …', (...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('is never one of IPv4 wrapped in IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
      }),
    );
  });
});
