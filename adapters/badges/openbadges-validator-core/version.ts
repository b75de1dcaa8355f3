import { listOf, type Node, textsOf } from './json.ts';

export const vcV1 = 'https://www.w3.org/2018/credentials/v1';
export const vcV2 = 'https://www.w3.org/ns/credentials/v2';
export const ob2Context = 'https://w3id.org/openbadges/v2';
/** 3.0, with or without its number after the last dot. */
export const ob3Context = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(?:-3\.0\.\d+)?\.json$/;

/** What a document calls itself; `other`: of a vocabulary that is no badge's. */
export type Version = '0.5' | '1.0' | '1.1' | '2.0' | '3.0' | 'other';

export function versionOf(node: Node): Version {
  const contexts = listOf(node['@context']);
  const names = textsOf(contexts);
  if (names.some((name) => name === vcV1 || name === vcV2 || ob3Context.test(name))) return '3.0';
  if (names.includes(ob2Context)) return '2.0';
  if (names.some((name) => /^https?:\/\/w3id\.org\/openbadges\/v1$/.test(name))) return '1.1';
  if (contexts.length > 0) return 'other';
  return typeof node['recipient'] === 'string' ? '0.5' : '1.0';
}
