import { canvasManifest } from './lti/index.ts';

/** Files that platforms are given to know us by. @param baseUrl without a slash at the end */
export const manifests = (baseUrl: string): readonly { readonly name: string; readonly text: string }[] => [
  { name: 'canvas.json', text: `${JSON.stringify(canvasManifest(baseUrl), null, 2)}\n` },
];
