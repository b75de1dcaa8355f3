import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, textsOf } from '../json.ts';
import { looksLikeJws, parseJws } from '../jws.ts';
import { isWebUrl } from '../kinds.ts';
import { createLedger } from '../report.ts';
import { type Checked, checkCredential, issuerOf } from './credential.ts';
import { startOf } from './dates.ts';

/**
 * A newer copy from the issuer, where the credential says that there may be one. Failing to get it is no fault of
 * the badge: the copy at hand stands.
 */
export async function refreshed(inquiry: Inquiry, checked: Checked): Promise<Checked> {
  const { findings, world, graph } = inquiry;
  const service = listOf(checked.credential['refreshService'])
    .filter(isNode)
    .find(({ type }) => textsOf(type).includes('1EdTechCredentialRefresh'));
  if (!service || !checked.isProven) return checked;
  const stay = (says: string): Checked => {
    findings.inform('REFRESH_CREDENTIAL', `No newer copy was taken: ${says}`, { node: checked.id });
    return checked;
  };
  const [url] = textsOf(service['id']);
  if (!isWebUrl(url)) return stay('it does not say where from');
  const found = await world.look(url, 'state');
  const jws = found.is === 'text' && looksLikeJws(found.text) ? parseJws(found.text) : null;
  if (found.is !== 'json' && (!jws || typeof jws === 'string'))
    return stay(found.is === 'missing' ? found.because : 'no credential lies there');

  const within = { ...inquiry, findings: createLedger(), graph: [] };
  const carried =
    found.is === 'json' ? { credential: found.node } : jws && typeof jws !== 'string' ? { jws } : null;
  const newer = carried && (await checkCredential(within, carried));
  if (!newer?.isProven) return stay('what lies there does not hold');
  if (newer.id !== checked.id || issuerOf(newer.credential) !== issuerOf(checked.credential))
    return stay('what lies there is another badge');
  if ((startOf(newer.credential) ?? 0) <= (startOf(checked.credential) ?? 0)) return checked;
  graph.push(newer.credential);
  findings.inform('REFRESH_CREDENTIAL', 'The issuer has a newer copy; that one was checked', {
    node: checked.id,
  });
  return newer;
}
