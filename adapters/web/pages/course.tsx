import { z } from 'zod';
import { type CourseView, seeCourse } from '../../../core/communities/see-course.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { ActivityFacts } from '../parts/facts.tsx';
import { Link } from '../parts/link.tsx';
import { Prose, Text } from '../parts/texts.tsx';
import { notFoundAnswer } from './trouble.tsx';

/** What stands in the course that somebody came in from. */
export const coursePage: Page<object> = { path: '/app/course', params: z.object({}), get };

async function get(here: Here<object, Someone>): Promise<Answer> {
  const seen = await seeCourse(here.web.ports, here.who);
  if (seen.refused) return notFoundAnswer(here);
  return { title: seen.done.community.title, body: <CourseShown view={seen.done} /> };
}

function CourseShown({ view }: { view: CourseView }) {
  const say = useSay();
  const { who } = useHere();
  const teaches = may.seeClass(who, view.community).verdict === 'yes';
  const isEmpty = view.playlists.length + view.activities.length === 0;
  return (
    <>
      <h1>{view.community.title}</h1>
      {teaches ? (
        <p>
          <Link to="/app/class" class="button main">
            {say('page.nav.class')}
          </Link>
        </p>
      ) : null}
      {isEmpty ? (
        <div class="empty">
          <h2>{say('course.empty')}</h2>
          <p>{say(teaches ? 'course.empty.teacher' : 'course.empty.learner')}</p>
        </div>
      ) : null}
      <ul class="entries">
        {view.playlists.map((playlist) => (
          <li class="card entry">
            <div class="entry-body">
              <p class="kicker">{say('course.playlist')}</p>
              <h2>
                <Link to={`/app/playlists/${playlist.id}`} class="stretched">
                  <Text of={playlist.name} />
                </Link>
              </h2>
              {playlist.about ? <Prose of={playlist.about} class="entry-about" /> : null}
            </div>
          </li>
        ))}
        {view.activities.map((activity) => (
          <li class="card entry">
            <div class="entry-body">
              <h2>
                <Link to={`/app/activities/${activity.id}`} class="stretched">
                  <Text of={activity.name} />
                </Link>
              </h2>
              <ActivityFacts activity={activity} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What learners see behind a link that their teacher has not filled yet. */
export const nothingChosenAnswer = (here: Here): Answer => ({
  title: sayHere(here)('nothing-chosen.what'),
  body: (
    <section class="trouble">
      <h1>{sayHere(here)('nothing-chosen.what')}</h1>
      <p>{sayHere(here)('nothing-chosen.do')}</p>
    </section>
  ),
});
