import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, selectors } from 'playwright-core';

/** A Chromium at hand, by `CHROMIUM` or where Debian, Ubuntu and Chrome put it; null: browser tests are skipped by name. */
export const chromiumPath: string | null =
  [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  ) ?? null;

export type ThirdPartyCookies = 'blocked' | 'allowed';

/** Chromium's own setting: 0 allows, 1 blocks cookies of frames from other sites. */
const cookieControls: Record<ThirdPartyCookies, number> = { allowed: 0, blocked: 1 };

/** A browser with an empty profile of its own. Closing removes it. */
export async function openBrowser(
  thirdPartyCookies: ThirdPartyCookies,
  size: { width: number; height: number } = { width: 1280, height: 900 },
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  if (!chromiumPath) throw new Error('No Chromium: set CHROMIUM to its path');
  selectors.setTestIdAttribute('data-test');
  const profile = mkdtempSync(join(tmpdir(), 'col-browser-'));
  mkdirSync(join(profile, 'Default'));
  const settings = { profile: { cookie_controls_mode: cookieControls[thirdPartyCookies] } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));

  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    viewport: size,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Frames of other sites stay in one process: the driver now and then loses one that moves. Cookies do not care.
      '--disable-site-isolation-trials',
      '--disable-features=IsolateOrigins,site-per-process',
    ],
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
