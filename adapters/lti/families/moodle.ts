import { generic, type PlatformFamily } from './family.ts';

/** After the sources and answers of Moodle 4.3 to 4.5 (`docs/platforms/moodle.md`). */
export const moodle: PlatformFamily = {
  ...generic,
  name: 'moodle',
  readScoreAnswer(status, body) {
    // Teachers and unknown users get the same 400, with our own score echoed.
    if (status === 400 && /Incorrect score/i.test(body)) return 'not-a-learner';
    return generic.readScoreAnswer(status, body);
  },
  // A new tool is pending and only preconfigured; its deployment comes with the registration.
  afterRegistration: ['lti.register.left.activate', 'lti.register.left.chooser'],
};
