import { canvas } from './canvas.ts';
import { type FamilyName, generic, type PlatformFamily } from './family.ts';
import { moodle } from './moodle.ts';

const families: Readonly<Record<FamilyName, PlatformFamily>> = { generic, moodle, canvas };

/** How this platform answers where platforms differ. */
export const familyOf = (name: FamilyName): PlatformFamily => families[name];
