import { z } from 'zod';
import {
  previewShare,
  type SharePreview,
  shareAward,
  stopSharing,
} from '../../../core/badges/share-award.ts';
import { AwardId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { dayOf } from '../../conversation/words/dates.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { tellingOf, useTelling, Why } from '../parts/telling.tsx';
import { Prose, Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly award: AwardId;
}
type At = Here<Params, Someone>;

/** One's own badge: what others would see, *Share* and *Stop sharing*. */
export const sharePage: Page<Params> = {
  path: '/app/awards/:award',
  params: z.object({ award: AwardId }),
  get,
  posts: {
    share: post({ schema: z.object({}), again: get, run: share }),
    'stop-sharing': post({ schema: z.object({}), again: get, run: stop }),
  },
};

async function get(here: At): Promise<Answer> {
  const seen = await previewShare(here.web.ports, here.who, here.params);
  if (seen.refused) return notFoundAnswer(here);
  return { title: textHere(here, seen.done.view.earned.name), body: <Preview of={seen.done} /> };
}

async function share(here: At): Promise<Answer> {
  const shared = await shareAward(here.web.ports, here.who, here.params);
  if (shared.refused) return refusedAnswer(here, shared.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('share.shared') };
}

async function stop(here: At): Promise<Answer> {
  const stopped = await stopSharing(here.web.ports, here.who, here.params);
  if (stopped.refused) return notFoundAnswer(here);
  return { ...(await get(here)), said: sayHere(here)('share.stopped') };
}

function Preview({ of }: { of: SharePreview }) {
  const say = useSay();
  const { language, zone } = useTelling();
  const { view } = of;
  const address = `/app/awards/${view.award.id}`;
  return (
    <>
      <h1>{say(of.isShared ? 'share.title-shared' : 'share.title')}</h1>
      <p class="soft">{say('share.about')}</p>
      <section class="card own-award" data-test="award">
        <BadgePicture of={view.earned.image} size={120} />
        <div>
          <h2>
            <Text of={view.earned.name} />
          </h2>
          <p class="small">
            {say('share.from', {
              organiser: view.organiser.name,
              day: dayOf(language, view.award.issuedAt ?? view.award.earnedAt, zone),
            })}
          </p>
          <Prose of={view.earned.description} />
          <h3>{say('share.criteria')}</h3>
          <Prose of={view.earned.criteria} />
        </div>
      </section>
      <p class="small">{say('share.not-shown')}</p>
      {of.isShared ? <Shared url={of.url} address={address} /> : null}
      {!of.isShared && of.may.verdict === 'yes' ? (
        <Form action={`${address}/share`}>
          <Button hook="share">{say('share.button')}</Button>
        </Form>
      ) : null}
      {!of.isShared && of.may.verdict !== 'yes' ? (
        <p class="aside">
          <Why of={of.may} />
        </p>
      ) : null}
    </>
  );
}

function Shared({ url, address }: { url: string; address: string }) {
  const say = useSay();
  return (
    <section class="card">
      <p class="with-icon">
        <Icon is="link" />
        <a href={url} target="_blank" rel="noopener" data-test="share-link">
          {url}
        </a>
      </p>
      <p class="small">{say('share.link.about')}</p>
      <Form action={`${address}/stop-sharing`}>
        <Button kind="quiet" hook="stop-sharing">
          {say('share.stop')}
        </Button>
      </Form>
    </section>
  );
}
