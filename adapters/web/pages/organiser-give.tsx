import { z } from 'zod';
import { awardByHand } from '../../../core/badges/award-by-hand.ts';
import { type Candidates, listCandidates } from '../../../core/badges/list-candidates.ts';
import { BadgeId, PersonId } from '../../../core/ids.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Desk } from '../parts/desk.tsx';
import { Button, Form, useTyped } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
import { People } from '../parts/people.tsx';
import { TellingOf, tellingOf, Why } from '../parts/telling.tsx';
import { Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { Listed } from './organiser-people.tsx';
import { notFoundAnswer } from './trouble.tsx';

const Params = OrganiserParams.extend({ badge: BadgeId });
type Params = z.infer<typeof Params>;
type At = Here<Params, Someone>;

const Chosen = z.object({
  persons: z.preprocess(
    (sent) => (typeof sent === 'string' ? [sent] : sent),
    z.array(PersonId).min(1).max(100),
  ),
});

/** Giving one badge by hand, to several at once. */
export const organiserGivePage: Page<Params> = {
  path: '/app/organisers/:organiser/badges/:badge',
  params: Params,
  get,
  posts: { give: post({ schema: Chosen, again: get, form: () => 'give', run: give }) },
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const asked = Listed.parse({ from: null, after: null, ...here.req.query });
  const listed = await listCandidates(here.web.ports, here.who, {
    badge: here.params.badge,
    size: 50,
    ...asked,
  });
  if (listed.refused) {
    return refusedAnswer(here, listed.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  // A badge has one address: that of its own organiser.
  if (listed.done.badge.organiser !== organiser.id) return notFoundAnswer(here);
  return {
    title: textHere(here, listed.done.badge.name),
    body: (
      <Desk organiser={organiser} at="badges">
        <Give organiser={organiser} of={listed.done} query={here.req.url.split('?')[1] ?? ''} />
      </Desk>
    ),
  };
}

/** Each on its own: who got it meanwhile holds up nobody else. */
async function give(here: At, { persons }: z.infer<typeof Chosen>): Promise<Answer> {
  const { ports } = here.web;
  let [given, waiting] = [0, 0];
  for (const person of persons) {
    const awarded = await awardByHand(ports, here.who, { badge: here.params.badge, person });
    // What one may not do for the first, one may not do for the others.
    if (awarded.refused?.why === 'not-allowed') {
      return refusedAnswer(here, awarded.refused, tellingOf(here, []), get, 'give');
    }
    if (awarded.done?.state === 'issued') given += 1;
    if (awarded.done?.state === 'waiting') waiting += 1;
  }
  const said = sayHere(here)('organiser.give.done', { given, waiting });
  return { ...(await get(here)), said };
}

function Give({ organiser, of, query }: { organiser: Organiser; of: Candidates; query: string }) {
  const say = useSay();
  const base = `/app/organisers/${organiser.slug}/badges`;
  const at = `${base}/${of.badge.id}`;
  const mayAny = of.people.some(({ giving }) => giving.verdict !== 'no');
  return (
    <>
      <Back to={base}>{say('organiser.tab.badges')}</Back>
      <div class="badge-line">
        <BadgePicture of={of.badge.image} size={56} isDecoration />
        <h1>
          <Text of={of.badge.name} />
        </h1>
      </div>
      <p class="soft">{say('organiser.give.about')}</p>
      <People of={of} count={of.people.length} at={at}>
        <Form action={`${at}/give${query ? `?${query}` : ''}`} name="give" class="card">
          <Choices of={of} />
          {mayAny ? (
            <Button hook="give">{say('organiser.give.chosen')}</Button>
          ) : (
            <p class="soft">{say('organiser.give.nobody')}</p>
          )}
        </Form>
      </People>
    </>
  );
}

function Choices({ of }: { of: Candidates }) {
  const say = useSay();
  const { wrong, all } = useTyped('persons');
  return (
    <fieldset>
      <legend>{say('organiser.give.whom')}</legend>
      <TellingOf activities={[]} isOfOthers>
        {of.people.map(({ person, name, giving }) => (
          <label class="choice">
            <input
              type="checkbox"
              name="persons"
              value={person}
              checked={all.includes(person)}
              disabled={giving.verdict === 'no'}
            />
            <span>
              {name}
              {giving.verdict === 'yes' ? null : (
                <span class="small">
                  {' · '}
                  <Why of={giving} />
                </span>
              )}
            </span>
          </label>
        ))}
      </TellingOf>
      {wrong ? <p class="error">{say('class.choose-somebody')}</p> : null}
    </fieldset>
  );
}
