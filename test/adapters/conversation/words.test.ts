import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { chatLanguages, verbs, waysToCall } from '../../../adapters/conversation/index.ts';
import de from '../../../adapters/conversation/words/de.json' with { type: 'json' };
import en from '../../../adapters/conversation/words/en.json' with { type: 'json' };
import it_ from '../../../adapters/conversation/words/it.json' with { type: 'json' };
import lt from '../../../adapters/conversation/words/lt.json' with { type: 'json' };
import nl from '../../../adapters/conversation/words/nl.json' with { type: 'json' };
import { listed, say, spokenOf } from '../../../adapters/conversation/words/say.ts';
import sl from '../../../adapters/conversation/words/sl.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..', '..');
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en,
  sl,
  nl,
  it: it_,
  lt,
  de,
};

describe('The words', () => {
  it('are all there in Slovenian, and no more than in English', () => {
    expect(Object.keys(sl).sort()).toEqual(Object.keys(en).sort());
  });

  it('have the same places to fill in both languages', () => {
    const different = Object.keys(en).filter(
      (key) => placesOf('en', key).join() !== placesOf('sl', key).join(),
    );

    expect(different).toEqual([]);
  });

  it.each(Object.keys(words))('are sentences that can be told, in %s', (language) => {
    const untold = Object.keys(words[language] ?? {}).filter((key) => {
      const told = messageOf(language, key).format(sampleFor(language, key));
      return typeof told !== 'string' || told.trim() === '' || /\{|\}/.test(told);
    });

    // At no days, hours and minutes there is nothing to tell.
    expect(untold).toEqual([]);
  });

  it('count in Slovenian with one, two, few and other', () => {
    const lame = Object.keys(sl).filter((key) =>
      elementsOf('sl', key).some(({ options }) => {
        const forms = Object.keys(options ?? {});
        return forms.includes('one') && !['two', 'few', 'other'].every((form) => forms.includes(form));
      }),
    );

    expect(lame).toEqual([]);
  });

  it.each(chatLanguages)('call no two commands alike, in %s', (language) => {
    const ways = verbs.flatMap((verb) => waysToCall(verb, language));

    expect(ways.filter((way, at) => ways.indexOf(way) !== at)).toEqual([]);
  });

  it('are each used somewhere', () => {
    const sources = sourcesIn('adapters').map((file) => readFileSync(join(root, file), 'utf8'));
    const literals = new Set(
      sources.flatMap((text) => [...text.matchAll(/['"]([a-zA-Z0-9._-]+)['"]/g)].map(([, key]) => key)),
    );
    const patterns = sources.flatMap(patternsIn);

    const unused = Object.keys(en).filter(
      (key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );

    expect(unused).toEqual([]);
  });
});

/** What a learner meets in chat: begins with one of these, and is not among what only staff meet. */
const forLearners = [
  'chat.',
  'slack.',
  'command.',
  'command-word.',
  'typed.',
  'option.',
  'reason.',
  'refusal.',
  'activity-type.',
  'category.',
  'step.',
  'work.state.',
  'award.state.',
  'visibility.',
  'evidence-kind.',
  'role.',
  'notice.',
  'fact.',
  'activity.declared',
  'activity.join',
  'activity.left',
  'playlist.joined',
  'playlist.complete',
  'playlist.progress',
  'playlist.sequence.',
  'task.check.',
  'task.submitted-self',
  'badge.reviews',
];
const forStaff = [
  /^chat\.(setup|group|announce|award|console|endorse)\./,
  /^chat\.offer\.(nothing|no-channel|preview)$/,
  /^chat\.room\.(?!in$)/,
  /^chat\.button\.(roles|channels|agree|add-role|check|check-now|new-code|screen|close-room|confirm-list)$/,
  /^chat\.button\.(endorse|decline)$/,
  /^chat\.post\.(broken|reported)/,
  /^chat\.language\./,
  /^(command|typed)\.(organise|setup)\./,
  /^(command|typed)\.(endorse\.answer|share)$/,
  /^command\.account\.begin$/,
  /^option\.(member|minutes|request|opportunity)$/,
  /^notice\.(endorsement-|opportunity-applied$|school|go$|more$|seen$|title$|work-reported)/,
  /^activity\.join$/,
  /^playlist\.progress\.label$/,
  /\.other$/,
  /^reason\.(is-staff|not-by-hand|reject-is-for-organisers|too-few-peers|unanswered-since)$/,
  /^refusal\.(answered-already|badge-retired|code-locked|code-wrong|connected-already|foreign|last-owner|last-way-in)$/,
  /^refusal\.(evidence-(empty|full)|issuer-address-needed\..*|list-(empty|too-long)|made-already|no-column-made)$/,
  /^refusal\.(not-by-code|notes-full|not-due|not-finished|nothing-to-publish|preview-changed|revoked-already|room-open)$/,
  /^refusal\.(badge-(not-valid|of-ours)|email-(needed|stale))$/,
  /^refusal\.(asked-already|endorser-unverified|in-the-past|own-object)$/,
  /^refusal\.(draft-removed|never-published|published-once|reflections-full)$/,
  /^refusal\.(roster-trouble|too-many-(badges|checks|emails|mails|points)|withdrawn|word-taken)$/,
];
const learnersKeys = Object.keys(en).filter(
  (key) => forLearners.some((begin) => key.startsWith(begin)) && !forStaff.some((one) => one.test(key)),
);

describe.each(['nl', 'it', 'lt', 'de'])('What a learner meets in chat, in %s', (language) => {
  it('is all there, with the same places to fill, and nothing that English lacks', () => {
    const theirs = words[language] ?? {};

    expect(learnersKeys.length).toBeGreaterThan(400);
    expect(learnersKeys.filter((key) => !(key in theirs))).toEqual([]);
    expect(Object.keys(theirs).filter((key) => !(key in en))).toEqual([]);
    expect(
      Object.keys(theirs).filter((key) => placesOf('en', key).join() !== placesOf(language, key).join()),
    ).toEqual([]);
  });
});

it.each(Object.keys(words))('What has to be short for every platform is short, in %s', (language) => {
  const theirs = words[language] ?? {};
  const tooLong = (fits: RegExp, most: number) =>
    Object.keys(theirs).filter((key) => fits.test(key) && (theirs[key] ?? '').length > most);

  expect(tooLong(/^(command|option)\./, 100)).toEqual([]);
  expect(
    tooLong(
      /^chat\.(evidence\.(title|submit)|connect\.form|settings\.form|review\.form\.(improve|reject))$/,
      24,
    ),
  ).toEqual([]);
  expect(
    tooLong(
      /^chat\.(room\.form|setup\.(channels|role-form)|button\.(save|send|next|confirm))$|^visibility\.title$/,
      24,
    ),
  ).toEqual([]);
  expect(
    tooLong(
      /^chat\.(evidence\.(text|link|files|alt)|settings\.(name|language|wishes)|review\.reason|connect\.code)$/,
      45,
    ),
  ).toEqual([]);
  expect(
    tooLong(/\.hint$/, 110).filter((key) => key.startsWith('chat.') && (theirs[key] ?? '').length > 100),
  ).toEqual([]);
});

it.each(Object.keys(words))('Names of commands are names to every platform, in %s', (language) => {
  const names = Object.entries(words[language] ?? {}).filter(([key]) => key.startsWith('command-word.'));

  expect(names.length).toBe(26);
  for (const [, name] of names) expect(name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
});

describe('say', () => {
  it('counts as Slovenian does', () => {
    const told = [1, 2, 3, 5, 101].map((extra) =>
      say('sl', 'playlist.progress', { reached: 1, needed: 3, extra }),
    );

    expect(told).toEqual([
      '1 od 3 potrebnih · 1 dodaten',
      '1 od 3 potrebnih · 2 dodatna',
      '1 od 3 potrebnih · 3 dodatni',
      '1 od 3 potrebnih · 5 dodatnih',
      '1 od 3 potrebnih · 101 dodaten',
    ]);
  });

  it('speaks English to those whose language it does not know', () => {
    expect(spokenOf(['pt-BR', 'fr'])).toBe('en');
    expect(spokenOf(['pt-BR', 'sl-SI', 'en'])).toBe('sl');
    expect(say('pt-BR', 'undo')).toBe('Undo');
  });

  it('refuses to leave a place empty', () => {
    expect(() => say('en', 'field.too-long')).toThrow();
  });

  it('shows what people typed as it is, whatever it looks like', () => {
    const typed = "<b>{name}</b> 'quoted' # 1";

    expect(say('en', 'notice.work-sent-back', { task: 'Talk', words: typed, activity: 'A' })).toContain(
      typed,
    );
  });

  it('joins names as the language does', () => {
    expect(listed('en', ['a', 'b', 'c'])).toBe('a, b and c');
    expect(listed('sl', ['a', 'b', 'c'])).toBe('a, b in c');
  });
});

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

function messageOf(language: string, key: string): IntlMessageFormat {
  return new IntlMessageFormat(words[language]?.[key] ?? '', language, undefined, { ignoreTag: true });
}

/** All parts, those inside plurals and choices too. */
function elementsOf(language: string, key: string): readonly Element[] {
  const walk = (elements: readonly Element[]): readonly Element[] =>
    elements.flatMap((element) => [
      element,
      ...Object.values(element.options ?? {}).flatMap(({ value }) => walk(value)),
    ]);
  // The parser's own types are not exported by the package that we install.
  return walk(messageOf(language, key).getAst() as readonly Element[]);
}

/** 0 is plain text, 7 the number sign of a plural; all else names what is filled in. */
const placesOf = (language: string, key: string): readonly string[] =>
  [
    ...new Set(
      elementsOf(language, key)
        .filter(({ type }) => type !== 0 && type !== 7)
        .map(({ value }) => value ?? ''),
    ),
  ].sort();

const sampleFor = (language: string, key: string): Record<string, string | number> =>
  Object.fromEntries(
    elementsOf(language, key).flatMap(({ type, value, options }) =>
      value === undefined || type === 0 || type === 7 ? [] : [[value, options ? 3 : 'x']],
    ),
  );

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

/** Keys that are put together: `trouble.${code}.what` stands for every code. */
function patternsIn(source: string): RegExp[] {
  return [
    ...source.matchAll(/`([a-z][a-zA-Z0-9-]*\.[a-zA-Z0-9.-]*\$\{[^`\n]*|\$\{[a-zA-Z.]+\}\.[a-z-]+)`/g),
  ].map(
    ([, template = '']) =>
      new RegExp(
        `^${template
          .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          // Verbs have a dot inside.
          .join(/\{verb\}/.test(template) ? '[a-z.]+' : '[a-zA-Z0-9_-]+')}$`,
      ),
  );
}
