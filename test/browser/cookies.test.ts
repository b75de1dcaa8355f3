import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromiumPath, openBrowser, type ThirdPartyCookies } from '../support/browser.ts';

/** What the other browser tests stand on: the modes differ as they do on people's machines. */
const suite = chromiumPath ? describe : describe.skip;

suite('A browser (needs Chromium; set CHROMIUM to its path)', () => {
  it.each<[ThirdPartyCookies, string]>([
    ['blocked', 'partitioned=1'],
    ['allowed', 'partitioned=1; plain=1'],
    ['refused', 'none'],
  ])(
    'with third-party cookies %s gives a frame of another site back: %s',
    async (mode, expected) => {
      const inner = await listen((url, headers) => ({
        cookies:
          url === '/'
            ? ['plain=1; Secure; SameSite=None', 'partitioned=1; Secure; SameSite=None; Partitioned; Path=/']
            : [],
        body: url === '/' ? '<a href="/again">again</a>' : (headers ?? 'none').split('; ').sort().join('; '),
      }));
      const outer = await listen(() => ({
        cookies: [],
        body: `<iframe src="http://localhost:${portOf(inner)}/"></iframe>`,
      }));
      const browser = await openBrowser(mode);

      const page = await browser.context.newPage();
      await page.goto(`http://127.0.0.1:${portOf(outer)}/`);
      const frame = page.frameLocator('iframe');
      await frame.locator('a').click();
      await frame.getByText(/partitioned|none/).waitFor();
      const seen = await frame.locator('body').innerText();

      await browser.close();
      inner.close();
      outer.close();
      expect(seen).toBe(expected);
    },
    30_000,
  );
});

type Answer = { cookies: string[]; body: string };

async function listen(answer: (url: string, cookie: string | undefined) => Answer): Promise<Server> {
  const server = createServer((request, response) => {
    const { cookies, body } = answer(request.url ?? '/', request.headers.cookie);
    response
      .writeHead(200, { 'content-type': 'text/html', 'set-cookie': cookies })
      .end(`<!doctype html><body>${body}`);
  });
  await new Promise<void>((ready) => server.listen(0, ready));
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
