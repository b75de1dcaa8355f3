import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, selectors } from 'playwright-core';

/** A Chromium at hand, by `CHROMIUM` or where Debian, Ubuntu and Chrome put it; null: browser tests are skipped by name. */
export const chromiumPath: string | null =
  [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  ) ?? null;

/**
 * `blocked` keeps cookies of frames from other sites only where they are partitioned, as browsers do now; `refused`
 * keeps none of a tool on localhost in an LMS on 127.0.0.1, as older and stricter ones do.
 */
export type ThirdPartyCookies = 'blocked' | 'refused' | 'allowed';

/** Chromium's own settings. */
const cookieSettings: Record<ThirdPartyCookies, object> = {
  allowed: { cookie_controls_mode: 0 },
  blocked: { cookie_controls_mode: 1 },
  refused: {
    cookie_controls_mode: 1,
    content_settings: { exceptions: { cookies: { 'localhost,127.0.0.1': { setting: 2 } } } },
  },
};

/** A browser with an empty profile of its own. Closing removes it. */
export async function openBrowser(
  thirdPartyCookies: ThirdPartyCookies,
  size: { width: number; height: number } = { width: 1000, height: 700 },
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  if (!chromiumPath) throw new Error('No Chromium: set CHROMIUM to its path');
  selectors.setTestIdAttribute('data-test');
  const profile = mkdtempSync(join(tmpdir(), 'col-browser-'));
  mkdirSync(join(profile, 'Default'));
  const settings = { profile: cookieSettings[thirdPartyCookies] };
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
      '--disable-extensions',
      '--disable-breakpad',
      // A page costs a little less so.
      '--in-process-gpu',
      '--renderer-process-limit=1',
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
