export { type LoadBundleRefusal, loadBundle } from './load-bundle.ts';
export { isDemoCityCutOff, loadDemoCity } from './load-demo-city.ts';
export type { OnLine, ReportLine } from './report.ts';
export type { Trouble } from './troubles.ts';
