import { z } from 'zod';
import { type EndorsementView, seeEndorsement } from '../../../core/endorsements/list-endorsements.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { Endorsed } from '../parts/endorsements.tsx';
import { Text, textHere } from '../parts/texts.tsx';
import { notFoundAnswer } from './trouble.tsx';

const Params = z.object({ address: z.string().regex(/^[0-9A-Za-z]{8,64}$/) });
type Params = z.infer<typeof Params>;

/** One endorsement for people; programs get the document at the same address. */
export const endorsementPage: Page<Params, Actor> = {
  path: '/b/endorsements/:address',
  params: Params,
  get,
};

async function get(here: Here<Params>): Promise<Answer> {
  const seen = await seeEndorsement(here.web.ports, here.params);
  if (seen.refused) return notFoundAnswer(here);
  const view = seen.done;
  return {
    title: sayHere(here)('endorsement.title', {
      endorser: view.endorser,
      what: textHere(here, view.object.name),
    }),
    status: view.standing.is === 'valid' ? 200 : 410,
    headers: { Vary: 'Accept' },
    body: <Shown of={view} />,
  };
}

function Shown({ of }: { of: EndorsementView }) {
  const say = useSay();
  const { object, endorsement, standing } = of;
  return (
    <article>
      <p class="kicker">{say('endorsement.kicker')}</p>
      <h1>
        <Text of={object.name} />
      </h1>
      <p>{say('badge.issued-by', { organiser: object.organiserName })}</p>
      <section class="card">
        <Endorsed of={of} />
        {standing.is !== 'valid' && standing.reason ? <p>{standing.reason}</p> : null}
        <p class="small">{say('endorsement.covers', { version: endorsement.coversVersion ?? 1 })}</p>
      </section>
      {endorsement.object.kind === 'badge' ? (
        <p>
          <a
            class="button quiet"
            href={`/b/badges/${endorsement.object.id}-v${endorsement.coversVersion ?? 1}`}
          >
            {say('endorse.see-badge')}
          </a>
        </p>
      ) : null}
      {standing.is === 'valid' ? (
        <p class="small">
          <a href={`/b/endorsements/${endorsement.address}/credential`}>{say('endorsement.machine')}</a>
        </p>
      ) : null}
    </article>
  );
}
