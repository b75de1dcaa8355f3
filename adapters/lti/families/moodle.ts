import { generic, type PlatformFamily } from './family.ts';

/** After the sources and answers of Moodle 4.3 to 4.5 (`docs/platforms/moodle.md`). */
export const moodle: PlatformFamily = {
  ...generic,
  name: 'moodle',
  readScoreAnswer(status, body) {
    // Who is not graded in the course gets 400 with an empty list; why stands beside the status, if anywhere. A media
    // type that it does not know gets 400 as well, and says so.
    if (status === 400 && !/No handler found/i.test(body)) return 'not-a-learner';
    return generic.readScoreAnswer(status, body);
  },
  // A new tool is pending and only preconfigured; its deployment comes with the registration.
  afterRegistration: ['lti.register.left.activate', 'lti.register.left.chooser'],
};
