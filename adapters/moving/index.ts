export { type Checked, checkStore } from './check-store.ts';
export { type CopyRefusal, copyLease, copyStore } from './copy-store.ts';
export type { Counted, Progress } from './count.ts';
export { exportStore } from './export-store.ts';
export { kinds } from './lines.ts';
