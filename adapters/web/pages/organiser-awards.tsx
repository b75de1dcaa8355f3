import { reasonOf } from '../../../core/badges/award.ts';
import { type AwardRow, listAwards } from '../../../core/badges/list-awards.ts';
import { RevokeAward, revokeAward } from '../../../core/badges/revoke-award.ts';
import { hasIssuerAddress, type Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import { sayReason } from '../../conversation/words/reasons.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Desk, Empty, More } from '../parts/desk.tsx';
import { Button, Field, Form, useCameBack } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { useDay } from '../parts/standing.tsx';
import { tellingOf, useTelling } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** Badges that were given, newest first, each with its *Revoke*. */
export const organiserAwardsPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/awards',
  params: OrganiserParams,
  get,
  posts: {
    revoke: post({
      schema: RevokeAward,
      again: get,
      form: ({ fields }) => String(fields['address'] ?? ''),
      run: revoke,
    }),
  },
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const after = typeof here.req.query['after'] === 'string' ? here.req.query['after'] : null;
  const listed = await listAwards(here.web.ports, here.who, { organiser: organiser.id, after, size: 50 });
  if (listed.refused) return refusedAnswer(here, listed.refused, tellingOf(here, []), get);
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="awards">
        <Awards organiser={organiser} rows={listed.done.items} next={listed.done.next} />
      </Desk>
    ),
  };
}

async function revoke(here: At, input: RevokeAward): Promise<Answer> {
  const revoked = await revokeAward(here.web.ports, here.who, input);
  if (revoked.refused) {
    return refusedAnswer(here, revoked.refused, tellingOf(here, []), get, input.address);
  }
  return { ...(await get(here)), said: sayHere(here)('organiser.awards.revoked') };
}

function Awards(props: { organiser: Organiser; rows: readonly AwardRow[]; next: string | null }) {
  const say = useSay();
  const { who } = useHere();
  const mayRevoke = may.revoke(who, props.organiser.id).verdict === 'yes';
  return (
    <>
      <h1>{say('organiser.tab.awards')}</h1>
      {hasIssuerAddress(props.organiser) ? null : (
        <p class="refused">
          {say('organiser.about.missing')}{' '}
          <Link to={`/app/organisers/${props.organiser.slug}/about`}>{say('organiser.tab.about')}</Link>
        </p>
      )}
      {props.rows.length === 0 ? <Empty words="organiser.awards.empty" /> : null}
      <ul class="cards">
        {props.rows.map((row) => (
          <Row of={row} slug={props.organiser.slug} mayRevoke={mayRevoke} />
        ))}
      </ul>
      <More to={`/app/organisers/${props.organiser.slug}/awards`} next={props.next} />
    </>
  );
}

function Row({ of, slug, mayRevoke }: { of: AwardRow; slug: string; mayRevoke: boolean }) {
  const say = useSay();
  const day = useDay();
  const telling = { ...useTelling(), isOfOthers: true };
  const { award, badge, holder } = of;
  const cameBack = useCameBack(award.address);
  const tone = { issued: 'chip good', waiting: 'chip waits', revoked: 'chip bad', withdrawn: 'chip' }[
    award.state
  ];
  return (
    <li class="card" data-test="award-row" data-state={award.state}>
      <div class="badge-line">
        <BadgePicture of={badge.image} size={48} isDecoration />
        <div>
          <strong>
            <Text of={badge.name} />
          </strong>{' '}
          <span class={tone}>{say(`organiser.awards.state.${award.state}`)}</span>
          <p class="small">
            <Link to={`/app/organisers/${slug}/people/${holder.person}`}>{holder.name}</Link> ·{' '}
            {day(award.issuedAt ?? award.earnedAt)}
          </p>
        </div>
      </div>
      {award.waitsFor.map((wait) => (
        <p class="small">{sayReason(telling, reasonOf(wait))}</p>
      ))}
      {award.flags.length > 0 ? <p class="refused">{say('organiser.awards.flagged')}</p> : null}
      {award.revoked ? <p class="small">{award.revoked.reason}</p> : null}
      {mayRevoke && award.state === 'issued' ? (
        <details open={cameBack}>
          <summary>{say('organiser.awards.revoke')}</summary>
          <Form action={`/app/organisers/${slug}/awards/revoke`} name={award.address}>
            <input type="hidden" name="address" value={award.address} />
            <Field
              id={`reason-${award.id}`}
              name="reason"
              kind="long"
              rows={2}
              label={say('organiser.awards.reason')}
              most={500}
              hook="revoke-reason"
              isNeeded
            />
            <Button kind="danger" hook="revoke">
              {say('organiser.awards.revoke')}
            </Button>
          </Form>
        </details>
      ) : null}
    </li>
  );
}
