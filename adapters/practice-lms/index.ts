export type { LmsClock } from './clock.ts';
export type { Control, OperatorFacts, WishedLaunch } from './control/control.ts';
export type { RecordedCall } from './faults.ts';
export { type LmsKeys, openKeys } from './keys.ts';
export { createPracticeLms, type PracticeLms, type PracticeLmsOptions, startPracticeLms } from './lms.ts';
export type { Errand } from './login.ts';
export type { ProfileName } from './people.ts';
export type { StorageWay } from './tool-storage.ts';
export { scopes } from './tools.ts';
