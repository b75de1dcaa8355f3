import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { quoted } from '../report.ts';

interface Extension {
  readonly type: string;
  readonly fields: readonly string[];
}

const base = 'https://w3id.org/openbadges/extensions/';
const extension = (type: string, ...fields: string[]): Extension => ({ type, fields });

/** The registered ones, by folder: the type their context declares and what they must say. */
const known: Readonly<Record<string, Extension>> = {
  geoCoordinatesExtension: extension('GeoCoordinates', 'description', 'geo'),
  applyLinkExtension: extension('ApplyLink', 'url'),
  originalCreatorExtension: extension('originalCreator', 'url'),
  assessmentExtension: extension('AssessmentExtension', 'description', 'assessments'),
  issuerAccreditationExtension: extension(
    'IssuerAccreditation',
    'name',
    'contactInstructions',
    'url',
    'address',
  ),
  licenseExtension: extension('LicenseExtension', 'id', 'name'),
  extraDescription: extension('ExtraDescriptionExtension', 'name', 'narrative'),
  endorsement: extension('endorsement', 'description'),
  accessibilityExtension: extension('accessibility'),
  recipientProfile: extension('RecipientProfile'),
};

/** Things that others added to a document. Those of contexts we do not know are told and not judged. */
export function checkExtensions(inquiry: Pick<Inquiry, 'findings'>, node: Node, id: string): void {
  for (const [prop, value] of Object.entries(node)) {
    if (prop === '@context') continue;
    for (const inner of listOf(value).filter(isNode)) {
      if (textsOf(inner['type']).includes('Extension')) checkExtension(inquiry, inner, prop, id);
      else checkExtensions(inquiry, inner, id);
    }
  }
}

function checkExtension({ findings }: Pick<Inquiry, 'findings'>, node: Node, prop: string, id: string): void {
  const contexts = textsOf(node['@context']);
  const folder = contexts.map(folderOf).find((one) => one !== null && Object.hasOwn(known, one));
  const declared = folder ? known[folder] : undefined;
  const says = declared
    ? wrongWith(node, declared)
    : `An extension of a context we do not know (${quoted(contexts.join(', '))}) was not checked`;
  if (!says) return;
  if (declared) findings.error('VALIDATE_EXTENSION_NODE', says, { node: id, prop });
  else findings.warn('VALIDATE_EXTENSION_NODE', says, { node: id, prop });
}

function wrongWith(node: Node, { type, fields }: Extension): string | null {
  const types = textsOf(node['type']).map((one) => one.replace(/^extensions:/, ''));
  if (!types.includes(type)) return `Its context declares no type ${quoted(node['type'])}`;
  const missing = fields.filter((field) => listOf(node[field]).length === 0);
  if (missing.length > 0) return `The extension lacks ${missing.join(', ')}`;
  return type === 'GeoCoordinates' && !isPlace(node['geo']) ? '`geo` has no latitude and longitude' : null;
}

const folderOf = (context: string): string | null =>
  context.startsWith(base)
    ? (/^([\w-]+)\/context\.json$/.exec(context.slice(base.length))?.[1] ?? null)
    : null;

const isPlace = (geo: unknown): boolean =>
  isNode(geo) && typeof geo['latitude'] === 'number' && typeof geo['longitude'] === 'number';
