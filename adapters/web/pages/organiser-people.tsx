import { z } from 'zod';
import { CommunityId } from '../../../core/ids.ts';
import { listPeople } from '../../../core/organisers/list-people.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { PeopleRead } from '../../../core/read-people.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { Link } from '../parts/link.tsx';
import { People } from '../parts/people.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** From which course, and from where on. */
export const Listed = z.object({
  from: CommunityId.nullable().catch(null),
  after: z.string().max(200).nullable().catch(null),
});

/** The learners an organiser has to do with, each with a page of their own. */
export const organiserPeoplePage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/people',
  params: OrganiserParams,
  get,
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const asked = Listed.parse({ from: null, after: null, ...here.req.query });
  const listed = await listPeople(here.web.ports, here.who, { organiser: organiser.id, size: 50, ...asked });
  if (listed.refused) {
    return refusedAnswer(here, listed.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="people">
        <Learners organiser={organiser} of={listed.done} />
      </Desk>
    ),
  };
}

function Learners({ organiser, of }: { organiser: Organiser; of: PeopleRead }) {
  const say = useSay();
  const at = `/app/organisers/${organiser.slug}/people`;
  return (
    <>
      <h1>{say('organiser.tab.people')}</h1>
      <p>
        <Link to={`/app/organisers/${organiser.slug}/codes`} class="button quiet" hook="join-codes">
          {say('codes.join.title')}
        </Link>
      </p>
      <People of={of} count={of.people.length} at={at}>
        <ul class="cards">
          {of.people.map(({ person, name }) => (
            <li class="card entry">
              <Link to={`${at}/${person}`} class="stretched" hook="learner">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </People>
    </>
  );
}
