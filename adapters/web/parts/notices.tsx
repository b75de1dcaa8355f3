import type { Activity } from '../../../core/activities/activity.ts';
import type { Badge } from '../../../core/badges/badge.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Note } from '../../../core/people/note.ts';
import type { Notice } from '../../../core/people/notice.ts';
import { seeNotices } from '../../../core/people/see-notices.ts';
import { dayAndHour } from '../../conversation/words/dates.ts';
import type { WordsData, WordsKey } from '../../conversation/words/say.ts';
import { type Here, useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';
import { textHere } from './texts.tsx';

/** A notice as its reader sees it. */
export interface NoticeView {
  readonly id: Notice['id'];
  readonly kind: Note['kind'];
  readonly key: WordsKey;
  readonly data: WordsData;
  /** Where one goes from here; null: nowhere. */
  readonly leadsTo: string | null;
}

/** What waits for whoever is here; nothing for nobody. */
export async function noticesFor(here: Here): Promise<readonly NoticeView[]> {
  const { person } = here.who;
  if (!person) return [];
  const { ports } = here.web;
  const notices = await seeNotices(ports, { ...here.who, person });
  if (notices.length === 0) return [];
  const [activities, badges, organisers] = await Promise.all([
    ports.records.activities.byIds(
      notices.flatMap(({ note }) => ('activity' in note ? [note.activity] : [])),
    ),
    ports.records.badges.byIds(notices.flatMap(({ note }) => ('badge' in note ? [note.badge] : []))),
    Promise.all(
      notices.flatMap(({ note }) =>
        'organiser' in note ? [ports.records.organisers.byId(note.organiser)] : [],
      ),
    ),
  ]);
  return notices.map(({ id, note }) => ({
    id,
    kind: note.kind,
    ...told(here, note, activities, badges, organisers),
  }));
}

function told(
  here: Here,
  note: Note,
  activities: readonly Activity[],
  badges: readonly Badge[],
  organisers: readonly (Organiser | null)[],
): Omit<NoticeView, 'id' | 'kind'> {
  if ('badge' in note) {
    const badge = badges.find(({ id }) => id === note.badge);
    const data = { badge: badge ? textHere(here, badge.name) : '', words: 'words' in note ? note.words : '' };
    return { key: `notice.${note.kind}`, data, leadsTo: awardAddress(note) };
  }
  if ('organiser' in note) {
    const mine = organisers.find((one) => one?.id === note.organiser);
    const tab = note.kind === 'school-waits' || note.kind === 'school-cloned' ? 'platforms' : 'endorsements';
    return {
      key: `notice.${note.kind}`,
      data: {},
      leadsTo: mine ? `/app/organisers/${mine.slug}/${tab}` : null,
    };
  }
  if ('endorsement' in note) {
    const leadsTo =
      note.kind === 'endorsement-waits' ? '/app/checks' : `/app/opportunities/${note.endorsement}`;
    if (note.kind !== 'application-answered') return { key: `notice.${note.kind}`, data: {}, leadsTo };
    const key = note.isYes ? 'notice.application-answered.yes' : 'notice.application-answered.no';
    return { key, data: {}, leadsTo };
  }
  const activity = activities.find(({ id }) => id === note.activity);
  const name = activity ? textHere(here, activity.name) : '';
  const leadsTo = activity ? `/app/activities/${activity.id}` : null;
  if (note.kind === 'activity-soon') {
    const when = activity?.when;
    const at = when ? dayAndHour(here.visitor.language, when.startsAt, when.zone) : '';
    return { key: 'notice.activity-soon', data: { activity: name, at }, leadsTo };
  }
  if (note.kind === 'join-answered') {
    const key = note.joined ? 'notice.join-answered.yes' : 'notice.join-answered.no';
    return { key, data: { activity: name, words: note.words ?? '' }, leadsTo };
  }
  const task = activity?.tasks.find(({ id }) => id === note.task);
  return {
    key: `notice.${note.kind}`,
    data: { activity: name, task: task ? textHere(here, task.title) : name, words: note.words },
    leadsTo,
  };
}

/** An issued one can be shared; of the others one wants to know why. */
const awardAddress = (note: Extract<Note, { readonly badge: unknown }>): string =>
  note.kind === 'award-issued' || note.kind === 'award-signed-again'
    ? `/app/awards/${note.award}`
    : `/app/badges/${note.badge}`;

/** On top of the next page until they were put away. */
export function NoticeList({ notices }: { readonly notices: readonly NoticeView[] }) {
  const say = useSay();
  if (notices.length === 0) return null;
  return (
    <section id="notices" class="notices" aria-label={say('notice.title')}>
      <Few notices={notices.slice(0, shownAtOnce)} />
      {notices.length > shownAtOnce ? (
        <details>
          <summary>{say('notice.more', { count: notices.length - shownAtOnce })}</summary>
          <Few notices={notices.slice(shownAtOnce)} />
        </details>
      ) : null}
      <Form action="/app/notices/seen" swaps="notices">
        {notices.map(({ id }) => (
          <input type="hidden" name="notices" value={id} />
        ))}
        <Button kind="quiet" hook="notices-seen">
          {say('notice.seen')}
        </Button>
      </Form>
    </section>
  );
}

const shownAtOnce = 3;

function Few({ notices }: { notices: readonly NoticeView[] }) {
  const say = useSay();
  return (
    <ul>
      {notices.map((notice) => (
        <li class={notice.kind} data-test="notice">
          <Icon is="bell" />
          <span>
            {say(notice.key, notice.data)}{' '}
            {notice.leadsTo ? <Link to={notice.leadsTo}>{say('notice.go')}</Link> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
