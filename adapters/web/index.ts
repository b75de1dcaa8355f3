/** What the house may use of the web surface. */
export { say, type WordsKey } from '../conversation/words/say.ts';
export { addressOf } from './assets.ts';
export { badgeDocuments } from './badge-documents.ts';
export { newNonce, type PageHeaders, setPageHeaders } from './headers.ts';
export { answerLaunch, type LaunchView } from './launch-page.ts';
export type { LmsBridge, PickedItem } from './lms-bridge.ts';
export { isFromOurPages } from './origin.ts';
export { type RefusalCode, type RefusalFacts, refusalPage } from './refusal-page.tsx';
export { createRememberedDocuments } from './remembered-documents.ts';
export { createServer, type Probes, type ServerParts } from './server.ts';
export { createSignInLinks } from './sessions.ts';
export { toolSignIn } from './tool-sign-in.ts';
export { createVisits, type Visit, type Visits, visitMs } from './visit.ts';
export { languageOf } from './visitor.ts';
export type { Web, WebConfig } from './web.ts';
