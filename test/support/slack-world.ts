import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { loadDemoCity } from '../../adapters/assemble.ts';
import type { Config } from '../../adapters/config.ts';
import { createSlack, type Slack, type SlackConfig } from '../../adapters/slack/index.ts';
import type { Community } from '../../core/communities/community.ts';
import { millis } from '../../core/instant.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import { aCommunity } from '../builders/index.ts';
import { type FakeSlack, fakeSlack } from '../fakes/slack/index.ts';
import { type City, openCity } from './city.ts';
import { type House, openHouse } from './house.ts';
import { type StillClock, stillClock } from './still-clock.ts';

export const network = 'T0ONE';
export const other = 'T0TWO';

/** The city with Slack: the real Bolt app on a loopback port, against the loopback platform. */
export interface SlackWorld {
  readonly city: City;
  readonly slack: FakeSlack;
  readonly surface: Slack;
  readonly url: string;
  /** As somebody who runs a workspace does in the browser. @returns the status and text of the last page */
  install(
    team: string,
    by?: string,
    more?: { readonly org: string },
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** A workspace that stands behind an organiser. */
  connect(team: string, more?: Partial<Community>): Promise<Community>;
  /** Ends it, and holds that no rule was broken and nothing was logged as an error. */
  close(): Promise<void>;
}

export async function openSlackWorld(how: { mode?: 'http' | 'socket' } = {}): Promise<SlackWorld> {
  const city = await openCity();
  const slack = await fakeSlack({ now: () => millis(city.clock.now()) });
  const app = express();
  const server = createServer(app);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // A server that listens on a port has such an address.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ports = { ...city.ports, baseUrl: url };
  const config = configFor(slack, how.mode ?? 'http');
  const surface = await createSlack({ ports, config, isStrict: true });
  app.use(surface.router);
  slack.pointAt(url);

  return {
    city: { ...city, ports },
    slack,
    surface,
    url,
    install: (team, by = 'iva', more) => install(slack, url, team, by, more),
    async connect(team, more = {}) {
      const community = aCommunity({
        kind: 'slack-workspace',
        tenant: team,
        nativeId: team,
        title: slack.workspace(team).name,
        audience: 'adults',
        organiser: city.zmaji,
        ...more,
      });
      await ports.records.keep({ community: [community] });
      return { ...community, revision: 1 };
    },
    async close() {
      await surface.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await slack.stop();
      expect(slack.violations).toEqual([]);
      expect(city.faults).toEqual([]);
      await city.close();
    },
  };
}

export const configFor = (slack: FakeSlack, mode: 'http' | 'socket'): SlackConfig => ({
  from:
    mode === 'http'
      ? { mode, signingSecret: slack.platform.signingSecret }
      : { mode, appToken: slack.platform.appToken },
  botToken: null,
  client: { id: slack.platform.clientId, secret: slack.platform.clientSecret },
  apiUrl: slack.apiUrl,
  authorizeUrl: `${slack.url}/oauth/v2/authorize`,
  openidUrl: `${slack.url}/openid/connect/`,
});

async function install(
  slack: FakeSlack,
  url: string,
  team: string,
  by: string,
  more?: { readonly org: string },
): Promise<{ readonly status: number; readonly text: string }> {
  const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const to = new URL(begun.headers.get('location') ?? '');
  const code = slack.saysYes(team, by, to, more);
  const back = new URL(to.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('code', code);
  back.searchParams.set('state', to.searchParams.get('state') ?? '');
  const ended = await fetch(back, { headers: { cookie }, redirect: 'manual' });
  return { status: ended.status, text: await ended.text() };
}

/** The whole house with the demo city and Slack, in one story's time. */
export interface SlackHouse {
  readonly house: House;
  readonly slack: FakeSlack;
  readonly clock: StillClock;
  readonly zmaji: Organiser;
  install(team: string, by: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Puts the clock forward and delivers what is due then. */
  settle(aheadMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** On a Monday afternoon, when chats are open. */
export async function openSlackHouse(
  more: Partial<Config> = {},
  mode: 'http' | 'socket' = 'http',
): Promise<SlackHouse> {
  const clock = stillClock('2026-10-05T14:30:00.000Z');
  const slack = await fakeSlack({ now: () => millis(clock.now()) });
  const house = await openHouse({ ...more, slack: configFor(slack, mode) }, { clock });
  const { ports } = house.app;
  await loadDemoCity(ports);
  const found = await ports.records.organisers.bySlug('mladi-zmaji');
  if (!found) throw new Error('The demo city has no Mladi zmaji');
  // Without a home city it has no language of its own, so that people of no known language are answered in English.
  const zmaji = { ...found, home: null };
  await ports.records.keep({ organiser: [zmaji] });
  slack.pointAt(house.baseUrl);
  await house.app.slack?.start();
  return {
    house,
    slack,
    clock,
    zmaji,
    install: (team, by) => install(slack, house.baseUrl, team, by),
    async settle(aheadMs = 0) {
      clock.advance(aheadMs);
      await house.app.settle();
    },
    async close() {
      await house.app.slack?.stop();
      await house.close();
      await slack.stop();
      expect(house.errors).toEqual([]);
      expect(slack.violations).toEqual([]);
    },
  };
}
