import type { VNode } from 'preact';
import type { Course } from '../courses.ts';
import type { Person, ProfileName } from '../people.ts';
import type { Profile } from '../profiles/profile.ts';
import { Layout, type PageFrame } from './layout.tsx';

interface Home extends PageFrame {
  readonly people: readonly Person[];
  readonly me: Person | null;
  readonly profiles: readonly Profile[];
  /** Those the person may enter. */
  readonly courses: readonly Course[];
}

/** Who am I, how does the LMS speak, which courses are mine. */
export function HomePage({ people, me, profiles, courses, ...frame }: Home): VNode {
  return (
    <Layout {...frame} title="Home">
      <h1>Practice LMS</h1>
      <p class="lead">
        A small learning platform to try Cities of Learning with. Nobody here is real: be whoever you like.
      </p>
      <section aria-labelledby="who">
        <h2 id="who">Who are you?</h2>
        <form method="post" action={`${frame.at}/sign-in`} class="choices">
          {people.map((person) => (
            <button
              type="submit"
              key={person.key}
              name="person"
              value={person.key}
              data-test={`as-${person.key}`}
              aria-pressed={person.key === me?.key}
            >
              {person.given} <small>{person.kind}</small>
            </button>
          ))}
        </form>
      </section>
      <section aria-labelledby="profile">
        <h2 id="profile">Which platform shall it be like?</h2>
        <form method="post" action={`${frame.at}/profile`} class="choices">
          {profiles.map((profile: Profile) => (
            <ProfileChoice key={profile.name} profile={profile} chosen={frame.profile} />
          ))}
        </form>
      </section>
      <section aria-labelledby="courses">
        <h2 id="courses">Your courses</h2>
        {courses.length === 0 ? (
          <p class="empty">
            {me ? 'You are in no course.' : 'Choose who you are, and your courses stand here.'}
          </p>
        ) : (
          <ul class="cards">
            {courses.map((course) => (
              <li key={course.key}>
                <a href={`${frame.at}/courses/${course.key}`} data-test={`course-${course.key}`}>
                  {course.title}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {me?.kind === 'admin' && (
        <p class="tabs">
          <a href={`${frame.at}/tools`} data-test="tools">
            Tools of this platform
          </a>
          <a href={`${frame.at}/mishaps`} data-test="mishaps">
            What goes wrong
          </a>
        </p>
      )}
    </Layout>
  );
}

function ProfileChoice({ profile, chosen }: { profile: Profile; chosen: ProfileName }): VNode {
  return (
    <button
      type="submit"
      name="profile"
      value={profile.name}
      data-test={`profile-${profile.name}`}
      aria-pressed={profile.name === chosen}
    >
      {profile.title}
    </button>
  );
}
