export { createBadgePress } from './press.ts';
