import { z } from 'zod';
import { DeclareDone, declareDone } from '../../../core/activities/declare-done.ts';
import { PlaylistId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { joinPlaylist } from '../../../core/playlists/join-playlist.ts';
import { type PlaylistView, seePlaylist } from '../../../core/playlists/see-playlist.ts';
import type { Telling } from '../../conversation/words/reasons.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { AwardShown } from '../parts/award.tsx';
import { EarnsNothing } from '../parts/earns-nothing.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { ProgressShown } from '../parts/progress.tsx';
import { StepList } from '../parts/step-list.tsx';
import { TellingOf, tellingOf } from '../parts/telling.tsx';
import { Prose, Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly playlist: PlaylistId;
}
type At = Here<Params, Someone>;

/** A learner's way through a playlist. Opening it joins and completes nothing. */
export const playlistPage: Page<Params> = {
  path: '/app/playlists/:playlist',
  params: z.object({ playlist: PlaylistId }),
  get,
  posts: {
    join: post({ schema: z.object({}), again: get, run: join }),
    'declare-done': post({ schema: DeclareDone.pick({ activity: true }), again: get, run: declare }),
  },
};

async function get(here: At): Promise<Answer> {
  const seen = await seePlaylist(here.web.ports, here.who, { ...here.params, preview: false });
  if (seen.refused) return notFoundAnswer(here);
  return {
    title: textHere(here, seen.done.playlist.name),
    body: <PlaylistShown view={seen.done} />,
  };
}

async function join(here: At): Promise<Answer> {
  const joined = await joinPlaylist(here.web.ports, here.who, here.params);
  if (joined.refused) return refusedAnswer(here, joined.refused, await tellingAt(here), get);
  return { ...(await get(here)), said: sayHere(here)('playlist.joined') };
}

async function declare(here: At, { activity }: Pick<DeclareDone, 'activity'>): Promise<Answer> {
  const declared = await declareDone(here.web.ports, here.who, { activity, within: here.params.playlist });
  if (declared.refused) return refusedAnswer(here, declared.refused, await tellingAt(here), get);
  return { ...(await get(here)), said: sayHere(here)('activity.declared') };
}

/** Why not, in words that name the steps it speaks of. */
async function tellingAt(here: At): Promise<Telling> {
  const seen = await seePlaylist(here.web.ports, here.who, { ...here.params, preview: false });
  return tellingOf(here, seen.done?.steps.map(({ activity }) => activity) ?? []);
}

function PlaylistShown({ view }: { view: PlaylistView }) {
  const say = useSay();
  const address = `/app/playlists/${view.playlist.id}`;
  return (
    <TellingOf activities={view.steps.map(({ activity }) => activity)}>
      <PlaylistHead view={view} />
      {view.earnsNothing ? <EarnsNothing why={view.earnsNothing} /> : null}
      {view.canJoin ? (
        <Form action={`${address}/join`}>
          <Button hook="join">{say('playlist.join')}</Button>
        </Form>
      ) : null}
      <h2>{say('playlist.steps')}</h2>
      <p class="soft">{say(`playlist.sequence.${view.playlist.sequence}`)}</p>
      <StepList
        steps={view.steps}
        addressOf={(step) => `${address}/activities/${step.activity.id}`}
        declareAt={`${address}/declare-done`}
        hasOtherMain={view.canJoin}
      />
      {view.next ? (
        <p>
          {say('playlist.next')}{' '}
          <Link to={`/app/playlists/${view.next.playlist}`}>
            <Text of={view.next.name} />
          </Link>
        </p>
      ) : null}
    </TellingOf>
  );
}

/** Name, progress and the badge it leads to. */
function PlaylistHead({ view }: { view: PlaylistView }) {
  const say = useSay();
  return (
    <section class="head">
      <div class="head-words">
        <p class="kicker">
          {view.organiser ? say('playlist.by', { organiser: view.organiser.name }) : say('playlist.own')}
        </p>
        <h1>
          <Text of={view.playlist.name} />
        </h1>
        {view.playlist.about ? <Prose of={view.playlist.about} class="lead" /> : null}
        <ProgressShown of={view.progress} />
        {view.percent === 100 ? <p class="did-it">{say('playlist.complete')}</p> : null}
      </div>
      {view.badge ? <AwardShown of={view.badge} at={`/app/playlists/${view.playlist.id}`} /> : null}
    </section>
  );
}
