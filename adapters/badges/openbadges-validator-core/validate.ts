import { createHash } from 'node:crypto';
import { createEffort } from './effort.ts';
import { createKept, createWorld, type Fetch, type Found, type Kept } from './fetch.ts';
import type { Inquiry } from './inquiry.ts';
import { isNode, type Node, parseJson, textOf } from './json.ts';
import { looksLikeJws, parseJws } from './jws.ts';
import { isWebUrl } from './kinds.ts';
import { checkOb2 } from './ob2/index.ts';
import { checkOb3, credentialIn } from './ob3/index.ts';
import { isPng } from './png.ts';
import { createLedger, type Ledger, quoted, type VerificationReport } from './report.ts';
import { isSvg } from './svg.ts';
import { type Baked, mostPictureBytes, NotBaked, unbakePng, unbakeSvg } from './unbake.ts';
import { type Version, versionOf } from './version.ts';

export interface Validator {
  /**
   * Checks what somebody shows, told by its content: an address, JSON, a compact JWS or JWT, a PNG or SVG.
   * Never throws for a bad badge: the report says what is wrong, and where.
   * @param holder whether it is theirs is checked as well; compared exactly as typed
   */
  verify(
    presented: string | Uint8Array,
    holder?: { readonly email: string } | null,
  ): Promise<VerificationReport>;
}

export interface ValidatorParts {
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Whether documents are kept for five minutes and lists for one; they are when left out. */
  readonly keeps?: boolean;
}

export function createValidator({ fetch, now = Date.now, keeps = true }: ValidatorParts): Validator {
  const kept: Kept | null = keeps ? createKept(now) : null;
  return {
    async verify(presented, holder = null) {
      const ledger = createLedger();
      const inquiry: Inquiry = {
        findings: ledger,
        // A site that leads anywhere lets strangers speak in its name.
        world: createWorld(fetch, kept, (node, host) =>
          ledger.warn('REPORT_MESSAGE', `Another site, ${quoted(host)}, answered for this address`, { node }),
        ),
        effort: createEffort(),
        now: now(),
        holder,
        graph: [],
        subject: { id: '', version: '', isHolders: false },
      };
      const input = inputOf(presented);
      await checkInput(inquiry, presented, input.input_type);
      return reportOf(inquiry, ledger, input);
    },
  };
}

type Input = VerificationReport['input'];

function inputOf(presented: string | Uint8Array): Input {
  if (typeof presented !== 'string') {
    const text = isPng(presented) ? null : textOf(presented);
    const input = text === null || isSvg(text) ? null : inputOf(text);
    return (
      input ?? { value: `sha256:${createHash('sha256').update(presented).digest('hex')}`, input_type: 'file' }
    );
  }
  const value = presented.trim();
  if (isWebUrl(value)) return { value, input_type: 'url' };
  if (isSvg(value)) return inputOf(Buffer.from(value));
  return { value, input_type: looksLikeJws(value) ? 'jws' : 'json' };
}

async function checkInput(
  inquiry: Inquiry,
  presented: string | Uint8Array,
  type: Input['input_type'],
): Promise<void> {
  if (type === 'file') return checkPicture(inquiry, Buffer.from(presented));
  const text = (typeof presented === 'string' ? presented : (textOf(presented) ?? '')).trim();
  if (type === 'url') return checkAddress(inquiry, text);
  return checkText(inquiry, text);
}

async function checkAddress(inquiry: Inquiry, url: string): Promise<void> {
  const found = await inquiry.world.look(url, 'state');
  if (found.is === 'picture') return checkPicture(inquiry, found.bytes);
  if (found.is === 'text') return checkText(inquiry, found.text);
  if (found.is === 'missing') {
    inquiry.findings.error('FETCH_HTTP_NODE', `There is no badge at this address: ${found.because}`, {
      node: url,
    });
    return;
  }
  if (found.is === 'json' && versionOf(found.node) === '3.0') return checkDocument(inquiry, found.node);
  await checkHosted(inquiry, found, url);
}

async function checkHosted(
  inquiry: Inquiry,
  found: Extract<Found, { is: 'json' | 'gone' }>,
  url: string,
): Promise<void> {
  inquiry.subject.version = '2.0';
  if (found.is === 'json' && !isSupported(inquiry, found.node)) return;
  await checkOb2(inquiry, { url });
}

async function checkPicture(inquiry: Inquiry, bytes: Uint8Array): Promise<void> {
  const baked = unbaked(inquiry, bytes);
  for (const { text, warning } of baked) {
    if (warning) inquiry.findings.warn('PROCESS_BAKED_RESOURCE', warning);
    // A picture may hold an address instead of a badge; what lies there is no picture again.
    if (isWebUrl(text.trim())) await checkBakedAddress(inquiry, text.trim());
    else await checkText(inquiry, text.trim());
  }
}

async function checkBakedAddress(inquiry: Inquiry, url: string): Promise<void> {
  const found = await inquiry.world.look(url, 'state');
  if (found.is !== 'picture') return checkAddress(inquiry, url);
  inquiry.findings.error('PROCESS_BAKED_RESOURCE', 'The picture leads to another picture', { node: url });
}

function unbaked({ findings }: Inquiry, bytes: Uint8Array): readonly Baked[] {
  const text = isPng(bytes) ? null : textOf(bytes);
  try {
    if (bytes.length > mostPictureBytes) throw new NotBaked('The picture is larger than 5 MB', false);
    if (isPng(bytes)) return unbakePng(bytes);
    if (text !== null && isSvg(text)) return unbakeSvg(text);
  } catch (fault) {
    if (!(fault instanceof NotBaked)) throw fault;
    findings.error('PROCESS_BAKED_RESOURCE', fault.message, fault.isDamaged ? { means: 'changed' } : {});
    return [];
  }
  findings.error('DETECT_INPUT_TYPE', 'This file is neither PNG, SVG, JSON nor a JWS');
  return [];
}

async function checkText(inquiry: Inquiry, text: string): Promise<void> {
  if (looksLikeJws(text)) return checkJws(inquiry, text);
  const { value, wrong } = parseJson(text);
  if (isNode(value)) return checkDocument(inquiry, value);
  const says = wrong && wrong !== 'no JSON' ? `This JSON is not taken: it is ${wrong}` : 'This is no badge';
  inquiry.findings.error('DETECT_INPUT_TYPE', says);
}

async function checkJws(inquiry: Inquiry, text: string): Promise<void> {
  const jws = parseJws(text);
  if (typeof jws === 'string') {
    inquiry.findings.error('PROCESS_JWS_INPUT', jws, { means: 'changed' });
    return;
  }
  if (versionOf(credentialIn(jws)) === '3.0') {
    inquiry.subject.version = '3.0';
    await checkOb3(inquiry, { jws });
  } else if (isSupported(inquiry, jws.payload)) await checkOb2(inquiry, { jws });
}

async function checkDocument(inquiry: Inquiry, document: Node): Promise<void> {
  const version = versionOf(document);
  if (version === '3.0') {
    inquiry.subject.version = '3.0';
    return checkOb3(inquiry, { credential: document });
  }
  if (['id', '@id', 'proof'].every((prop) => document[prop] === undefined) && version !== '0.5') {
    inquiry.findings.error(
      'DETECT_INPUT_TYPE',
      'This document has neither an id nor a proof, so it is no badge',
    );
    return;
  }
  if (isSupported(inquiry, document)) await checkOb2(inquiry, { document });
}

/** Told when not. */
function isSupported({ findings, subject, graph }: Inquiry, document: Node): boolean {
  const version: Version = versionOf(document);
  subject.version = version === 'other' ? '' : version;
  if (version === '2.0') return true;
  graph.push(document);
  if (version === 'other')
    findings.error(
      'JSONLD_COMPACT_DATA',
      `Its words are not those of a badge: ${quoted(document['@context'])}`,
    );
  else findings.error('UNSUPPORTED_VERSION', `A badge of Open Badges ${version} is too old to be verified`);
  return false;
}

function reportOf({ graph, subject, holder }: Inquiry, ledger: Ledger, input: Input): VerificationReport {
  const isValid = ledger.errorCount === 0 && graph.length > 0;
  return {
    report: {
      valid: isValid,
      verdict: isValid ? 'valid' : ledger.errorCount === 0 ? 'unknown' : ledger.verdict(),
      reason: ledger.reason,
      errorCount: ledger.errorCount,
      warningCount: ledger.warningCount,
      messages: ledger.messages,
      validationSubject: subject.id,
      openBadgesVersion: subject.version,
      recipientProfile: holder && subject.isHolders ? { email: holder.email } : null,
    },
    graph,
    input,
  };
}
