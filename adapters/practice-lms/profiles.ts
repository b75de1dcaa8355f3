import type { ProfileName } from './people.ts';
import { byTheBook } from './profiles/by-the-book.ts';
import { canvas } from './profiles/canvas.ts';
import { moodle } from './profiles/moodle.ts';
import type { Profile } from './profiles/profile.ts';

/** How one and the same LMS can speak. */
export const profiles: Readonly<Record<ProfileName, Profile>> = { 'by-the-book': byTheBook, moodle, canvas };
