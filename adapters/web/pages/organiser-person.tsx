import { z } from 'zod';
import { AwardByHand, awardByHand } from '../../../core/badges/award-by-hand.ts';
import { DecideGrade, decideGrade } from '../../../core/grades/decide-grade.ts';
import { type GradeOf, seeGradesOf } from '../../../core/grades/see-grades-of.ts';
import { PersonId, PlacementId } from '../../../core/ids.ts';
import { type PersonView, seePerson } from '../../../core/organisers/see-person.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { Button, Form } from '../parts/form.tsx';
import { GradesByHand, gradeForm } from '../parts/grades-by-hand.tsx';
import { BadgeLine, LearnerParts } from '../parts/learner.tsx';
import { Back } from '../parts/link.tsx';
import { TellingOf, tellingOf } from '../parts/telling.tsx';
import { Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

const Params = OrganiserParams.extend({ person: PersonId });
type Params = z.infer<typeof Params>;
type At = Here<Params, Someone>;

const Points = z.object({
  placement: PlacementId,
  points: z.coerce.number().int().min(0),
  reason: DecideGrade.shape.reason,
});

/** A learner before an organiser's people: how far they are, their badges and grades, and what is decided by hand. */
export const organiserPersonPage: Page<Params> = {
  path: '/app/organisers/:organiser/people/:person',
  params: Params,
  get,
  posts: {
    give: post({ schema: AwardByHand.pick({ badge: true }), again: get, form: () => 'give', run: give }),
    grade: post({
      schema: Points,
      again: get,
      form: ({ fields }) => gradeForm(fields['placement']),
      run: grade,
    }),
  },
};

async function get(here: At): Promise<Answer> {
  const { ports } = here.web;
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const asked = { organiser: organiser.id, person: here.params.person };
  const seen = await seePerson(ports, here.who, asked);
  if (seen.refused) {
    return refusedAnswer(here, seen.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  const grades = await seeGradesOf(ports, here.who, asked);
  return {
    title: seen.done.name,
    body: (
      <Desk organiser={organiser} at="people">
        <Person view={seen.done} grades={grades} />
      </Desk>
    ),
  };
}

async function give(here: At, { badge }: Pick<AwardByHand, 'badge'>): Promise<Answer> {
  const given = await awardByHand(here.web.ports, here.who, { badge, person: here.params.person });
  if (given.refused) {
    const telling = { ...tellingOf(here, []), isOfOthers: true };
    return refusedAnswer(here, given.refused, telling, get, 'give');
  }
  const of = await here.web.ports.records.badges.byId(badge);
  const name = of ? textHere(here, of.name) : '';
  const key = given.done.state === 'waiting' ? 'organiser.give.waits' : 'organiser.give.given';
  return { ...(await get(here)), said: sayHere(here)(key, { badge: name }) };
}

async function grade(here: At, input: z.infer<typeof Points>): Promise<Answer> {
  const { person } = here.params;
  const decided = await decideGrade(here.web.ports, here.who, { ...input, person });
  if (decided.refused) {
    return refusedAnswer(here, decided.refused, tellingOf(here, []), get, gradeForm(input.placement));
  }
  return { ...(await get(here)), said: sayHere(here)('organiser.grade.decided') };
}

function Person({ view, grades }: { view: PersonView; grades: readonly GradeOf[] }) {
  const say = useSay();
  const base = `/app/organisers/${view.organiser.slug}/people`;
  const at = `${base}/${view.person}`;
  return (
    <>
      <Back to={base}>{say('organiser.tab.people')}</Back>
      <h1>{view.name}</h1>
      {view.parts.length === 0 ? <p class="empty">{say('organiser.person.empty')}</p> : null}
      <LearnerParts parts={view.parts} />
      <Badges view={view} at={at} />
      <GradesByHand of={grades} at={at} />
    </>
  );
}

/** Badges that stand with no step, and giving one by hand. */
function Badges({ view, at }: { view: PersonView; at: string }) {
  const say = useSay();
  const shown = new Set(
    view.parts.flatMap(({ badge, steps }) =>
      [badge, ...steps.map((step) => step.badge)].map((of) => of?.badge.id),
    ),
  );
  const others = view.badges.filter(({ badge }) => !shown.has(badge.id));
  if (others.length === 0 && view.canBeGiven.length === 0) return null;
  return (
    <section class="card">
      <h2>{say('organiser.person.badges')}</h2>
      <TellingOf activities={[]} isOfOthers>
        {others.map((of) => (
          <BadgeLine of={of} />
        ))}
      </TellingOf>
      {view.canBeGiven.length > 0 ? (
        <Form action={`${at}/give`} name="give">
          <div class="field">
            <label for="badge">{say('organiser.give.which')}</label>
            <p class="hint" id="badge-hint">
              {say('organiser.give.hint')}
            </p>
            <select id="badge" name="badge" aria-describedby="badge-hint" data-test="give-badge">
              {view.canBeGiven.map(({ id, name }) => (
                <option value={id}>
                  <Text of={name} />
                </option>
              ))}
            </select>
          </div>
          <Button hook="give">{say('organiser.give')}</Button>
        </Form>
      ) : null}
    </section>
  );
}
