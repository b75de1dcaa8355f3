import { isNode, listOf, type Node, textsOf } from './json.ts';
import { type KindName, kinds } from './kinds.ts';
import type { Findings, MessageName } from './report.ts';
import { quoted } from './report.ts';

/** A property of a class: what its values may be, one or several. */
export interface Property<ClassName extends string> {
  readonly is: readonly (KindName | ClassName)[];
  readonly isNeeded?: true;
  readonly isMany?: true;
}

/** A class of documents: which properties it has, and how its type is called. */
export interface NodeClass<ClassName extends string> {
  /** One of these stands in `type`; empty: any will do. */
  readonly types: readonly string[];
  /** What else may stand in `type`. */
  readonly otherTypes?: (type: string) => boolean;
  readonly mayLackType?: true;
  readonly properties: Readonly<Record<string, Property<ClassName>>>;
}

export interface Vocabulary<ClassName extends string> {
  readonly classes: Readonly<Record<ClassName, NodeClass<ClassName>>>;
  /** What a message is called when a property is wrong, and when a type is. */
  readonly wrongProperty: MessageName;
  readonly wrongType: MessageName;
}

/** Holds a document and all that lies in it to a vocabulary. What the vocabulary does not know is let be. */
export function checkNode<ClassName extends string>(
  findings: Findings,
  vocabulary: Vocabulary<ClassName>,
  name: ClassName,
  node: Node,
  id: string,
): void {
  const { types, otherTypes, mayLackType, properties } = vocabulary.classes[name];
  const given = textsOf(node['type']);
  const isTyped = listOf(node['type']).length > 0;
  if (!isTyped && !mayLackType)
    findings.error(vocabulary.wrongProperty, `${name}: \`type\` is missing`, { node: id, prop: 'type' });
  const isOfClass = types.length === 0 || given.some((type) => types.includes(type));
  const strange = otherTypes && given.find((type) => !types.includes(type) && !otherTypes(type));
  if (isTyped && (!isOfClass || strange !== undefined || given.length !== listOf(node['type']).length)) {
    const says = `${name}: \`type\` ${quoted(strange ?? node['type'])} is not ${types.join(' or ')}`;
    findings.error(vocabulary.wrongType, says, { node: id, prop: 'type' });
  }
  for (const [prop, rule] of Object.entries(properties)) checkProperty(prop, rule);

  function checkProperty(prop: string, rule: Property<ClassName>): void {
    const says = wrongWith(listOf(node[prop]), rule);
    if (says) findings.error(vocabulary.wrongProperty, `${name}: \`${prop}\` ${says}`, { node: id, prop });
  }

  /** Looks into the nodes among the values as well; what is wrong there is told there. */
  function wrongWith(
    values: readonly unknown[],
    { is, isNeeded, isMany }: Property<ClassName>,
  ): string | null {
    if (values.length === 0) return isNeeded ? 'is missing' : null;
    if (values.length > 1 && !isMany) return 'stands there more than once';
    const inner = is.find((one): one is ClassName => one in vocabulary.classes);
    for (const value of values) {
      if (is.some((one) => isKind(one) && kinds[one].fits(value))) continue;
      if (!inner || !isNode(value)) return `${quoted(value)} is not ${is.map(called).join(' or ')}`;
      checkNode(findings, vocabulary, inner, value, id);
    }
    return null;
  }
}

const isKind = (one: string): one is KindName => one in kinds;
const called = (one: string): string => (isKind(one) ? kinds[one].called : one);
