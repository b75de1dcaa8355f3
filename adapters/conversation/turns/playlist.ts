import { z } from 'zod';
import { PlaylistId } from '../../../core/ids.ts';
import { joinPlaylist } from '../../../core/playlists/join-playlist.ts';
import { type PlaylistView, seePlaylist } from '../../../core/playlists/see-playlist.ts';
import { actionId } from '../action-id.ts';
import { card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import { nextStep, playlistCard, progressText } from '../cards/playlist.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { own, type Text, tell } from '../text.ts';
import { viewActivity } from './activity.ts';

export const OnePlaylist = z.object({ playlist: PlaylistId });
export const MaybePlaylist = z.object({ playlist: PlaylistId.optional() });
export const NoPlaylist = z.object({});

export const viewPlaylist: Turn<z.infer<typeof OnePlaylist>> = async (ports, asker, { playlist }) => {
  const seen = await seePlaylist(ports, asker.who, { playlist, preview: false });
  if (seen.refused) return refusal(ports, asker, seen.refused);
  const page = Number(asker.on?.extra ?? 1) || 1;
  return answers(asker, await playlistCard(ports, asker, seen.done, { page }));
};

export const joinOnePlaylist: Turn<z.infer<typeof OnePlaylist>, KnownAsker> = async (
  ports,
  asker,
  { playlist },
) => {
  const entered = await joinPlaylist(ports, asker.me, { playlist });
  if (entered.refused) return refusal(ports, asker, entered.refused);
  return shown(ports, asker, playlist, tell(asker, 'playlist.joined'));
};

/** How far one is: in one playlist, or in all that one joined. */
export const showProgress: Turn<z.infer<typeof MaybePlaylist>, KnownAsker> = async (
  ports,
  asker,
  { playlist },
) => {
  if (playlist) return shown(ports, asker, playlist);
  const own = await ownPlaylists(ports, asker);
  const [only, ...others] = own;
  if (!only) return noneYet(asker);
  if (others.length === 0) return answers(asker, await playlistCard(ports, asker, only));
  return answers(asker, listOf(asker, own));
};

/** The next open step of the playlists one joined, those under way first. */
export const showNext: Turn<z.infer<typeof NoPlaylist>, KnownAsker> = async (ports, asker) => {
  const own = await ownPlaylists(ports, asker);
  const next = own.map((view) => ({ view, step: nextStep(view) })).find(({ step }) => step !== null);
  if (next?.step) return viewActivity(ports, asker, { activity: next.step.activity.id });
  const [first] = own;
  return first ? answers(asker, await playlistCard(ports, asker, first)) : noneYet(asker);
};

async function shown(
  ports: ConversationPorts,
  asker: KnownAsker,
  playlist: PlaylistView['playlist']['id'],
  happened?: Text,
): Promise<Reply> {
  const seen = await seePlaylist(ports, asker.me, { playlist, preview: false });
  if (seen.refused) return refusal(ports, asker, seen.refused);
  return answers(asker, await playlistCard(ports, asker, seen.done, happened ? { happened } : {}));
}

/** Those that were joined, the ones not yet complete first. */
async function ownPlaylists(ports: ConversationPorts, { me }: KnownAsker): Promise<readonly PlaylistView[]> {
  const enrolments = await ports.records.enrolments.of(me.person);
  const joined = enrolments.filter(({ state }) => state === 'joined' || state === 'completed');
  const ids = joined
    .toSorted((a, b) => Number(a.state === 'completed') - Number(b.state === 'completed'))
    .flatMap(({ subject }) => (subject.kind === 'playlist' ? [subject.id] : []));
  const views = await Promise.all(
    ids.map((playlist) => seePlaylist(ports, me, { playlist, preview: false })),
  );
  return views.flatMap(({ done }) => (done ? [done] : []));
}

const noneYet = (asker: KnownAsker): Reply =>
  sentence(asker, 'chat.playlist.none', {}, [
    {
      label: saying(asker)('chat.button.explore'),
      style: 'primary',
      do: actionId('explore'),
      typed: 'explore',
    },
  ]);

const listOf = (asker: KnownAsker, views: readonly PlaylistView[]) =>
  card(asker, {
    id: 'playlists',
    title: tell(asker, 'chat.playlist.yours', { count: views.length }),
    items: {
      page: 1,
      pages: 1,
      list: views.slice(0, limits.page).map((view) => ({
        title: [own(nameFor(asker, view.playlist.name))],
        detail: progressText(asker, view),
        action: {
          label: saying(asker)('chat.button.open'),
          do: actionId('playlist.view', view.playlist.id),
          typed: `playlist ${nameFor(asker, view.playlist.name)}`,
        },
      })),
    },
    ...(views.length > limits.page
      ? { note: tell(asker, 'chat.and-more', { count: views.length - limits.page }) }
      : {}),
    actions: [],
  });
