import { openWebWorld, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());

const directives = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );

describe('The headers of a page', () => {
  it('let the LMS of the visit frame it, and nobody else', async () => {
    const { first } = await world.visit('Luka');

    expect(directives(first.headers)['frame-ancestors']).toBe('https://lms.example');
    expect(first.headers.get('x-frame-options')).toBeNull();
    for (const isolating of [
      'cross-origin-embedder-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
    ]) {
      expect(first.headers.get(isolating)).toBeNull();
    }
  });

  it('let nobody frame a page outside an LMS', async () => {
    const home = await fetch(`${world.baseUrl}/`);

    expect(directives(home.headers)['frame-ancestors']).toBe("'none'");
    expect(home.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it('let only scripts with the nonce of this answer run, and no inline style', async () => {
    const [one, two] = [await world.visit('Luka'), await world.visit('Luka')];
    const nonceOf = (headers: Headers) =>
      /'nonce-([^']+)'/.exec(directives(headers)['script-src'] ?? '')?.[1];

    const nonce = nonceOf(one.first.headers);

    expect(nonce).toMatch(/^[A-Za-z0-9+/=]{20,}$/);
    expect(nonceOf(two.first.headers)).not.toBe(nonce);
    expect(one.first.dom.querySelectorAll('script').map((script) => script.getAttribute('nonce'))).toEqual([
      nonce,
      nonce,
    ]);
    expect(directives(one.first.headers)['script-src']).toBe(`'nonce-${nonce}'`);
    expect(directives(one.first.headers)['style-src']).toBe("'self'");
    expect(one.first.text).not.toMatch(/\sstyle=|\son[a-z]+=/);
  });

  it('let forms post to the LMS only where something is placed', async () => {
    const learner = await world.visit('Luka');
    const teacher = await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'picker' } });

    expect(directives(learner.first.headers)['form-action']).toBe("'self'");
    expect(directives(teacher.first.headers)['form-action']).toBe("'self' https://lms.example");
  });

  it('tell htmx to evaluate nothing, to ask this site only and to keep no page', async () => {
    const { first } = await world.visit('Luka');
    const config: unknown = JSON.parse(
      first.dom.querySelector('meta[name="htmx-config"]')?.getAttribute('content') ?? '{}',
    );

    expect(config).toMatchObject({ selfRequestsOnly: true, allowEval: false, historyCacheSize: 0 });
  });

  it('keep files of ours for ever under an address with their digest', async () => {
    const { first } = await world.visit('Luka');
    const addresses = [
      ...first.dom.querySelectorAll('script').map((script) => script.getAttribute('src') ?? ''),
      first.dom.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? '',
    ];

    for (const address of addresses) {
      const file = await fetch(`${world.baseUrl}${address}`);
      expect(file.status).toBe(200);
      expect(file.headers.get('cache-control')).toContain('immutable');
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(addresses).toHaveLength(3);
  });
});
