import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Unreachable } from '../../core/faults.ts';
import { isPublicAddress } from './addresses.ts';
import { UrlRefused } from './url-refused.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** An address with what its name stood for when it was checked: the connection goes there and nowhere else. */
export interface Checked {
  readonly url: URL;
  readonly addresses: readonly Address[];
}

/** What may be asked beside public addresses by https. */
export interface Leeway {
  /** These may be private and plain http. */
  readonly allowedHosts: readonly string[];
  /** Any public address by http or https, on ports that web servers use. */
  readonly isOpenWeb: boolean;
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export const resolveAll: Resolve = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * @throws UrlRefused
 * @throws Unreachable the name is not known, or not found in time
 */
export async function checkTarget(
  text: string,
  leeway: Leeway,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<Checked> {
  if (!URL.canParse(text)) throw new UrlRefused('not-an-address', text);
  const url = new URL(text);
  const isAllowed = leeway.allowedHosts.includes(url.host);
  const mayBePlain = isAllowed || leeway.isOpenWeb;
  if (url.protocol !== 'https:' && !(mayBePlain && url.protocol === 'http:'))
    throw new UrlRefused('not-https', text);
  if (url.username || url.password) throw new UrlRefused('user-info', text);
  if (leeway.isOpenWeb && !isAllowed && !isWebPort(url.port)) throw new UrlRefused('not-a-web-port', text);

  const addresses = await addressesOf(url.hostname, resolve, signal);
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new UrlRefused('not-public', text);
  return { url, addresses };
}

/** Empty: the one of its scheme. Below 1024 live mail, name and file servers. */
const isWebPort = (port: string): boolean =>
  port === '' || port === '80' || port === '443' || Number(port) > 1023;

async function addressesOf(
  hostname: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family: family === 6 ? 6 : 4 }];
  try {
    const found = await Promise.race([resolve(hostname), ended(signal)]);
    if (found.length > 0) return found;
  } catch (cause) {
    throw new Unreachable(`No address for ${hostname}`, { cause });
  }
  throw new Unreachable(`No address for ${hostname}`);
}

const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, failed) => {
    signal.addEventListener('abort', () => failed(signal.reason), { once: true });
  });
