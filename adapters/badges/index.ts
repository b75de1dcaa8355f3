export { createDocumentFetch, type OwnDocuments } from './document-fetch.ts';
export { offlineFetch } from './openbadges-validator-core/index.ts';
export { createBadgePress } from './press.ts';
export { createPrinter } from './print/printer.ts';
export { createBadgeSigner } from './signer.ts';
export { createBadgeVerifier } from './verifier.ts';
