import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageDriver } from '../../support/page-driver.ts';
import { openWebWorld, type WebWorld } from '../../support/web-world.ts';

let folder: string;
let world: WebWorld;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'papers-'));
  world = await openWebWorld({ ownTexts: folder });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** The page as somebody reads it whose browser asks for this language. */
async function read(path: string, language: string) {
  const answer = await fetch(`${world.baseUrl}${path}`, { headers: { 'accept-language': language } });
  return answer.text();
}

describe('Privacy and terms', () => {
  it('are ours until the operator writes their own, in each language', async () => {
    expect(await read('/privacy', 'en')).toContain('Short version: nothing about you is public');
    expect(await read('/terms', 'sl')).toContain('Tvoje delo ostane tvoje');
  });

  it('are the operator’s words as soon as they are there: as text, never as markup', async () => {
    await writeFile(
      join(folder, 'privacy.en.md'),
      '# Privacy in Zmajevo\n\nWe keep <b>little</b>.\n\n## Who to ask\nAsk Iva.\nShe knows.\n\nOr ask Oto.\n',
    );

    const page = await PageDriver.visit(`${world.baseUrl}/privacy`);

    expect(page.all('h1').map((one) => one.textContent)).toEqual(['Privacy in Zmajevo']);
    expect(page.all('h2').map((one) => one.textContent)).toEqual(['Who to ask']);
    expect(page.all('.typed').map((one) => one.textContent)).toEqual([
      'We keep <b>little</b>.',
      'Ask Iva.\nShe knows.',
      'Or ask Oto.',
    ]);
    expect(page.words).not.toContain('Short version');
  });

  it('are in the reader’s language where the operator wrote it, else in one they wrote', async () => {
    await writeFile(join(folder, 'terms.sl.md'), '# Pogoji v Zmajevem\n\nBodi prijazen.');

    expect(await read('/terms', 'sl')).toContain('Pogoji v Zmajevem');
    expect(await read('/terms', 'en')).toMatch(/<article class="paper" lang="sl">.*Bodi prijazen/s);
    expect(await read('/privacy', 'sl')).toContain('Privacy in Zmajevo');
  });
});

describe('Somebody who came by an address alone', () => {
  it('is told that they are not signed in, not that a visit ended', async () => {
    const page = await PageDriver.visit(`${world.baseUrl}/app`);

    expect([page.status, page.words.includes('You are not signed in.')]).toEqual([401, true]);
    expect(page.words).toContain('NOT_SIGNED_IN');
  });
});
