export { loadContext } from './contexts.ts';
export { type Description, describe } from './describe.ts';
export type { Answered, Asked, Fetch } from './fetch.ts';
export { offlineFetch } from './offline.ts';
export { isPng, keywordOf, type PngChunk, PngDamaged, type PngText, pngChunks, pngText } from './png.ts';
export type { Message, MessageLevel, MessageName, Verdict, VerificationReport } from './report.ts';
export { isSvg, type SvgBadge, SvgDamaged, svgBadges, svgNamespaces } from './svg.ts';
export { createValidator, type Validator, type ValidatorParts } from './validate.ts';
