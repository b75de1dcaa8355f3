import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { isWebUrl } from '../kinds.ts';
import { quoted } from '../report.ts';

/**
 * A hosted document counts only where its issuer lets documents lie: under `startsWith`, on a host of
 * `allowedOrigins`, or, where neither is said, on the host of the issuer's own id.
 */
export function checkScope({ findings }: Pick<Inquiry, 'findings'>, id: string, issuer: Node): void {
  for (const says of troublesWith(id, issuer))
    findings.error('HOSTED_ID_IN_VERIFICATION_SCOPE', says, { node: id });
}

function troublesWith(id: string, issuer: Node): string[] {
  const issuerId = issuer['id'];
  if (!isWebUrl(issuerId)) return ['The issuer has no web address, so nothing can be hosted for it'];
  if (!isWebUrl(id)) return ['A hosted badge needs a web address as its id'];

  const [rules] = listOf(issuer['verification']);
  const startsWith = isNode(rules) ? textsOf(rules['startsWith']) : [];
  const origins = isNode(rules) ? textsOf(rules['allowedOrigins']) : [];
  const at = new URL(id);
  if (startsWith.length === 0 && origins.length === 0) {
    const { hostname } = new URL(issuerId);
    return hostname === at.hostname ? [] : [`The badge lies on ${at.hostname}, its issuer on ${hostname}`];
  }
  const isStartRight = startsWith.length === 0 || startsWith.some((start) => isUnder(start, at, id));
  const isOriginRight = origins.length === 0 || origins.some((host) => isHost(host, at));
  return [
    ...(isStartRight ? [] : [`The issuer lets its badges lie under ${quoted(startsWith.join(', '))} only`]),
    ...(isOriginRight ? [] : [`The issuer lets its badges lie on ${quoted(origins.join(', '))} only`]),
  ];
}

/** The same origin, too: `https://a.example` is a beginning of `https://a.example.evil.example`. */
const isUnder = (start: string, at: URL, id: string): boolean =>
  id.startsWith(start) && URL.canParse(start) && new URL(start).origin === at.origin;

/** Names of hosts, without a scheme; the port may be written with it. */
const isHost = (host: string, at: URL): boolean =>
  host.toLowerCase() === at.hostname || host.toLowerCase() === at.host;

/** @param isGone the server answered 410 */
export function checkNotRevoked(
  { findings }: Pick<Inquiry, 'findings'>,
  { node, id, isGone }: { readonly node: Node; readonly id: string; readonly isGone: boolean },
): boolean {
  if (!isGone && listOf(node['revoked'])[0] !== true) return true;
  const [given] = textsOf(node['revocationReason']);
  const says = isGone ? 'Its address answers 410: it was revoked' : 'It says of itself that it was revoked';
  findings.error('VERIFY_HOSTED_ASSERTION_NOT_REVOKED', given ? `${says}: ${given}` : says, {
    node: id,
    means: 'revoked',
    reason: given ?? null,
  });
  return false;
}
