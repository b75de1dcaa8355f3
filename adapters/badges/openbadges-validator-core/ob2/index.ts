import { isDeepStrictEqual } from 'node:util';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import type { Jws } from '../jws.ts';
import { isWebUrl } from '../kinds.ts';
import { quoted } from '../report.ts';
import { checkAssertion } from './assertion.ts';
import { checkEndorsement } from './endorsement.ts';
import { checkNotRevoked } from './hosted.ts';
import { type Loaded, load } from './load.ts';
import { comparable, normalised } from './normalise.ts';

/** What somebody shows: a signed one, a document they hold, or only where one lies. */
export type Presented =
  | { readonly jws: Jws }
  | { readonly document: Node }
  /** `document`: what was found there; null, gone. */
  | { readonly url: string };

/** Open Badges 2.0. */
export async function checkOb2(inquiry: Inquiry, presented: Presented): Promise<void> {
  if ('url' in presented) return checkHosted(inquiry, presented.url, null);
  const node = normalised('jws' in presented ? presented.jws.payload : presented.document);
  if ('jws' in presented || verificationOf(node).includes('SignedBadge')) {
    return checkSigned(inquiry, node, 'jws' in presented ? presented.jws : null);
  }
  const [id] = textsOf(node['id']);
  if (!isWebUrl(id)) {
    const says = 'A hosted badge that does not say where it lies cannot be looked up';
    inquiry.findings.error('VALIDATE_PROPERTY', says, { prop: 'id' });
    inquiry.graph.push(node);
    return;
  }
  return checkHosted(inquiry, id, node);
}

const verificationOf = (node: Node): string[] =>
  listOf(node['verification'])
    .filter(isNode)
    .flatMap(({ type }) => textsOf(type));

/** @param held the copy that somebody holds: only a pointer, and it must say the same; null: they have none */
async function checkHosted(inquiry: Inquiry, url: string, held: Node | null): Promise<void> {
  const loaded = await load(inquiry, url, 'the badge document', 'state');
  inquiry.subject.id = url;
  if (!loaded) return;
  inquiry.subject.id = loaded.id;
  if (held && !loaded.isGone) tellDifferences(inquiry, held, loaded);
  // One that says it is signed is not made good by lying somewhere.
  const isSigned = !loaded.isGone && verificationOf(loaded.node).includes('SignedBadge');
  await checkByClass(inquiry, loaded, isSigned ? null : undefined);
}

async function checkSigned(inquiry: Inquiry, node: Node, jws: Jws | null): Promise<void> {
  const id = textsOf(node['id'])[0] ?? '';
  inquiry.subject.id = id;
  inquiry.graph.push(node);
  if (jws && !verificationOf(node).includes('SignedBadge'))
    inquiry.findings.error(
      'VALIDATE_RDF_TYPE_PROPERTY',
      'It is signed, but does not say that it is a SignedBadge',
      {
        node: id,
        prop: 'verification',
      },
    );
  await checkByClass(inquiry, { node, id, isGone: false }, jws);
}

/** @param signed undefined: it was hosted; null: it should have come with a signature */
async function checkByClass(inquiry: Inquiry, loaded: Loaded, signed: Jws | null | undefined): Promise<void> {
  const { findings } = inquiry;
  const types = textsOf(loaded.node['type']);
  if (types.includes('Endorsement')) {
    if (loaded.isGone) {
      const says = 'The endorsement was taken back: its address answers 410';
      findings.error('VERIFY_HOSTED_ASSERTION_NOT_REVOKED', says, { node: loaded.id, means: 'revoked' });
    } else if (checkNotRevoked(inquiry, loaded))
      await checkEndorsement(inquiry, loaded.node, loaded.id, signed ?? null);
    return;
  }
  const other = types.find((type) =>
    ['BadgeClass', 'Profile', 'Issuer', 'CryptographicKey', 'RevocationList'].includes(type),
  );
  if (other && !types.includes('Assertion')) {
    const says = `This is a ${other}, which nobody was awarded`;
    findings.error('DETECT_AND_VALIDATE_NODE_CLASS', says, { node: loaded.id, prop: 'type' });
    return;
  }
  await checkAssertion(inquiry, loaded, signed);
}

/** Somebody may have changed their copy; what is hosted counts, and a difference is told. */
function tellDifferences({ findings }: Inquiry, held: Node, { node, id }: Loaded): void {
  for (const [prop, value] of Object.entries(held)) {
    if (prop === '@context' || isDeepStrictEqual(comparable(value), comparable(node[prop]))) continue;
    findings.error(
      'INPUT_DIFFERS',
      `\`${prop}\` is ${quoted(value)} here and ${quoted(node[prop])} where it is hosted`,
      {
        node: id,
        prop,
        means: 'changed',
      },
    );
  }
}
