import type { Activity } from '../../../core/activities/activity.ts';
import type { Language } from '../../../core/texts.ts';
import { dayAndHour, hourOf } from '../../conversation/words/dates.ts';
import type { SpokenLanguage } from '../../conversation/words/say.ts';
import { type Say, useHere, useSay } from '../here.ts';
import { Icon } from './icon.tsx';

/** "2 hours", "20 minutes", "3 days"; null where nobody said. @param iso PT_H_M or P_D */
export function durationOf(say: Say, iso: string | null): string | null {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso ?? '');
  if (!found) return null;
  const [days, hours, minutes] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0));
  return say('fact.duration', { days: days ?? 0, hours: hours ?? 0, minutes: minutes ?? 0 }).trim();
}

/** What the catalogue counts: 90 → "1 hour 30 minutes". */
export const minutesAsWords = (say: Say, minutes: number): string =>
  say('fact.duration', { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 }).trim();

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
