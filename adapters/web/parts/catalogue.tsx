import type { Entry } from '../../../core/catalogue/entry.ts';
import { activityTypes, categories } from '../../../core/lists.ts';
import { textFor } from '../../../core/texts.ts';
import { minutesAsWords } from '../../conversation/words/durations.ts';
import { useHere, useSay } from '../here.ts';
import { BadgePicture } from './badge-picture.tsx';
import { languageNames } from './facts.tsx';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';
import { Text } from './texts.tsx';

/** What somebody searches for, as it stands in the address. */
export interface Search {
  readonly q: string;
  readonly type: string;
  readonly category: string;
  readonly language: string;
}

export interface Found {
  readonly items: readonly Entry[];
  /** Address of more; null at the end. */
  readonly more: string | null;
}

/** Languages that the network's organisers offer things in. */
const offered = ['de', 'en', 'es', 'fr', 'hr', 'it', 'lt', 'nl', 'pl', 'pt', 'sl'];

/** Searching as one types; without scripts the button does it. */
export function SearchForm({ at, search }: { readonly at: string; readonly search: Search }) {
  const say = useSay();
  const { visitor } = useHere();
  const names = languageNames(visitor.language, offered);
  return (
    <search>
      <form
        class="search"
        action={at}
        method="get"
        hx-get={at}
        hx-target="#found"
        hx-select="#found"
        hx-swap="outerHTML"
        hx-trigger="input changed delay:250ms from:#q, change, submit"
        hx-sync="this:replace"
      >
        <div class="field">
          <label for="q">{say('search.words')}</label>
          <input
            type="search"
            id="q"
            name="q"
            value={search.q}
            maxLength={200}
            autocomplete="off"
            data-test="search"
          />
        </div>
        <div class="filters">
          <Choice
            name="type"
            label={say('search.type')}
            all={say('search.type.all')}
            value={search.type}
            options={activityTypes.map((type) => [type, say(`activity-type.${type}`)])}
          />
          <Choice
            name="category"
            label={say('search.category')}
            all={say('search.category.all')}
            value={search.category}
            options={categories.map((category) => [category, say(`category.${category}`)])}
          />
          <Choice
            name="language"
            label={say('search.language')}
            all={say('search.language.all')}
            value={search.language}
            options={offered.map((language, at) => [language, names[at] ?? language])}
          />
        </div>
        <button type="submit" class="unseen-until-focus">
          {say('search.button')}
        </button>
      </form>
    </search>
  );
}

function Choice(props: {
  name: string;
  label: string;
  all: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
}) {
  return (
    <div class="field">
      <label for={`by-${props.name}`}>{props.label}</label>
      <select id={`by-${props.name}`} name={props.name} data-test={`filter-${props.name}`}>
        <option value="">{props.all}</option>
        {props.options.map(([value, label]) => (
          <option value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Playlists first, then single activities. */
export function FoundShown(props: {
  readonly playlists: Found;
  readonly activities: Found;
  readonly addressOf: (entry: Entry) => string;
}) {
  const say = useSay();
  const count = props.playlists.items.length + props.activities.items.length;
  return (
    <div id="found">
      <p class="unseen" role="status">
        {say('search.count', { count })}
      </p>
      {count === 0 ? (
        <div class="empty">
          <h2>{say('search.empty')}</h2>
          <p>{say('search.empty.about')}</p>
        </div>
      ) : null}
      <Group title={say('search.playlists')} found={props.playlists} addressOf={props.addressOf} />
      <Group title={say('search.activities')} found={props.activities} addressOf={props.addressOf} />
    </div>
  );
}

function Group({
  title,
  found,
  addressOf,
}: {
  title: string;
  found: Found;
  addressOf: (entry: Entry) => string;
}) {
  const say = useSay();
  if (found.items.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="entries">
        {found.items.map((entry) => (
          <EntryShown entry={entry} address={addressOf(entry)} />
        ))}
      </ul>
      {found.more ? (
        <p>
          <Link to={found.more} class="button quiet">
            {say('page.more')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function EntryShown({ entry, address }: { entry: Entry; address: string }) {
  const say = useSay();
  const { visitor } = useHere();
  const { text, language } = textFor(entry.name, [visitor.language]);
  return (
    <li class="card entry">
      {entry.badge ? <BadgePicture of={entry.badge} size={64} isDecoration /> : <span class="no-badge" />}
      <div class="entry-body">
        <h3>
          <Link to={address} class="stretched" hook="pick-item" data={{ item: entry.key }}>
            <span lang={language === visitor.language ? undefined : language}>{text}</span>
          </Link>
        </h3>
        {entry.about ? (
          <p class="entry-about">
            <Text of={entry.about} />
          </p>
        ) : null}
        <ul class="facts">
          <li>{entry.type ? say(`activity-type.${entry.type}`) : say('search.steps', entrySteps(entry))}</li>
          {entry.minutes ? (
            <li>
              <Icon is="clock" size={16} /> {minutesAsWords(say, entry.minutes)}
            </li>
          ) : null}
          <li>{languageNames(visitor.language, entry.languages).join(', ')}</li>
          <li>{entry.organiser.name}</li>
        </ul>
      </div>
    </li>
  );
}

const entrySteps = ({ needed, extra }: Entry) => ({ needed, extra });
