import type { Activity } from '../../../core/activities/activity.ts';
import type { Language } from '../../../core/texts.ts';
import { dayAndHour, hourOf } from '../../conversation/words/dates.ts';
import { durationOf } from '../../conversation/words/durations.ts';
import type { SpokenLanguage } from '../../conversation/words/say.ts';
import { useHere, useSay } from '../here.ts';
import { Icon } from './icon.tsx';

/** "Slovenian, English", named in the reader's language. */
export function languageNames(reader: SpokenLanguage, languages: readonly Language[]): readonly string[] {
  const names = new Intl.DisplayNames([reader], { type: 'language' });
  return languages.map((language) => names.of(language) ?? language);
}

/** What kind of thing it is, how long, when and where. */
export function ActivityFacts({ activity }: { readonly activity: Activity }) {
  const say = useSay();
  const duration = durationOf(say, activity.duration);
  return (
    <ul class="facts">
      <li>{say(`activity-type.${activity.type}`)}</li>
      {duration ? (
        <li>
          <Icon is="clock" size={16} /> {duration}
        </li>
      ) : null}
      <When activity={activity} />
      <Where activity={activity} />
    </ul>
  );
}

function When({ activity: { when } }: { activity: Activity }) {
  const { language } = useHere().visitor;
  if (!when) return null;
  const sameDay = when.startsAt.slice(0, 10) === when.endsAt.slice(0, 10);
  const ends = sameDay
    ? hourOf(language, when.endsAt, when.zone)
    : dayAndHour(language, when.endsAt, when.zone);
  return (
    <li>
      {dayAndHour(language, when.startsAt, when.zone)} – {ends}
    </li>
  );
}

function Where({ activity: { place } }: { activity: Activity }) {
  const say = useSay();
  const name = [place.name, place.address].filter(Boolean).join(', ');
  return (
    <li>
      <Icon is="place" size={16} />{' '}
      {name && place.mode === 'hybrid'
        ? say('fact.place.both', { name })
        : name || say(`fact.place.${place.mode}`)}
    </li>
  );
}
