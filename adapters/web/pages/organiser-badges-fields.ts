import { BadgeContent } from '../../../core/badges/badge-content.ts';
import { type BadgeColour, badgeColours, badgeIcons, badgeShapes } from '../../../core/badges/design.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Language, Texts } from '../../../core/texts.ts';
import { say } from '../../conversation/words/say.ts';
import { type Wrong, wrongOf } from '../amiss.ts';
import type { Fields } from '../here.ts';

/** What the form of a badge says: what is to be kept, or what is wrong, each beside its field. */
export type Read =
  | { readonly content: BadgeContent; readonly wrong: null }
  | { readonly content: null; readonly wrong: Readonly<Record<string, Wrong>> };

export const mostRules = 5;
export const mostAlignments = 10;
export const alignmentParts = ['name', 'url', 'framework', 'code'] as const;
const textNames = ['name', 'description', 'criteria'] as const;

/** The organiser's languages, English for readers abroad, and those that the badge has already. */
export const languagesOf = (
  { languages }: Pick<Organiser, 'languages'>,
  content: Pick<BadgeContent, 'name'> | null,
): readonly Language[] => [
  ...new Set([
    content?.name.original ?? languages[0] ?? 'en',
    ...languages,
    'en',
    ...Object.keys(content?.name.in ?? {}),
  ]),
];

/**
 * @param languages the first is the one it is written in
 * @param own the uploaded picture, a data URI; null: there is none
 */
export function readFields(fields: Fields, languages: readonly Language[], own: string | null): Read {
  const wrong: Record<string, Wrong> = {};
  const put = (field: string, found: Wrong) => {
    wrong[field] ??= found;
  };
  const [main = 'en'] = languages;
  for (const [field, key] of missingTexts(fields, languages)) put(field, { key, data: {} });
  const rules = readRules(fields, put);
  const image = readImage(fields, languages, own, put);
  const drafted = {
    ...Object.fromEntries(textNames.map((name) => [name, textsOf(fields, name, languages) ?? undefined])),
    image: image ?? undefined,
    skills: listOf(one(fields, 'skills')),
    competences: listOf(one(fields, 'competences')),
    programme: one(fields, 'programme') || 'activity',
    validFor: readValidity(fields, put),
    earnedBy: rules.map(({ rule }) => rule),
    prerequisites: readPrerequisites(fields, put),
    ladder: readLadder(fields, put),
    microcredential: readMicrocredential(fields, put),
    alignments: readAlignments(fields).map(({ alignment }) => alignment),
  };
  const parsed = BadgeContent.safeParse(drafted);
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(
      issue.path,
      main,
      rules.map(({ row }) => row),
      readAlignments(fields).map(({ row }) => row),
    );
    put(field, wrongOf(issue, one(fields, field) !== ''));
  }
  return parsed.success && Object.keys(wrong).length === 0
    ? { content: parsed.data, wrong: null }
    : { content: null, wrong };
}

export type Put = (field: string, found: Wrong) => void;

export const one = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
};

const many = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name] ?? [];
  return typeof value === 'string' ? [value] : value;
};

/** Separated by commas or lines. */
const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

/** A language is there with all its texts, or not at all. */
function missingTexts(fields: Fields, [main, ...others]: readonly Language[]) {
  const lacking = (language: Language) =>
    textNames.map((name) => `${name}-${language}`).filter((field) => one(fields, field) === '');
  return [
    ...(main ? lacking(main).map((field) => [field, 'field.required'] as const) : []),
    ...others.flatMap((language) => {
      const missing = lacking(language);
      return missing.length === textNames.length
        ? []
        : missing.map((field) => [field, 'maker.translation.whole'] as const);
    }),
  ];
}

function textsOf(fields: Fields, name: string, languages: readonly Language[]): Texts | null {
  const found = languages.flatMap((language) => {
    const text = one(fields, `${name}-${language}`);
    return text ? [[language, text] as const] : [];
  });
  const [first] = found;
  return first ? { original: first[0], in: Object.fromEntries(found) } : null;
}

function readRules(fields: Fields, put: Put) {
  const rows = Array.from({ length: mostRules }, (_, at) => at + 1);
  const rules = rows.flatMap((row) => {
    const [by, id] = one(fields, `rule-${row}`).split(':');
    if (by === 'code' || by === 'hand') return [{ row, rule: { by } }];
    if (by === 'activity') return [{ row, rule: { by, activity: id } }];
    if (by === 'playlist') return [{ row, rule: { by, playlist: id } }];
    if (by !== 'score') return [];
    const typed = one(fields, `score-${row}`).replace(/\s*%$/, '');
    if (!/^\d{1,3}$/.test(typed) || Number(typed) > 100)
      put(`score-${row}`, { key: 'maker.percent', data: {} });
    return [{ row, rule: { by, activity: id, atLeast: Number(typed) } }];
  });
  if (rules.length === 0) put('rule-1', { key: 'maker.rule.needed', data: {} });
  return rules;
}

/** As a drawing: what is chosen, and what is not yet is green and a star. */
export function readDrawing(fields: Fields, put: Put = () => {}) {
  const shape = badgeShapes.find((name) => name === one(fields, 'shape')) ?? badgeShapes[0];
  const named = one(fields, 'colour');
  const other = one(fields, 'colour-other').toLowerCase();
  const isOther = named === 'other';
  if (isOther && !/^#[0-9a-f]{6}$/.test(other)) put('colour-other', { key: 'maker.colour.wrong', data: {} });
  const palette: Readonly<Record<string, string>> = badgeColours;
  const colour = (isOther && /^#[0-9a-f]{6}$/.test(other) ? other : palette[named]) ?? badgeColours.green;
  const icon = badgeIcons.find((name) => name === one(fields, 'sign'));
  if (icon) return { shape, colour, icon };
  const letters = one(fields, 'letters');
  if (one(fields, 'sign') === 'letters' && (letters === '' || letters.length > 3)) {
    put('letters', { key: 'maker.letters.wrong', data: {} });
  }
  return letters === ''
    ? { shape, colour, icon: 'star' as const }
    : { shape, colour, letters: letters.slice(0, 3) };
}

/** @param own the uploaded picture; null: there is none */
export function readImage(fields: Fields, languages: readonly Language[], own: string | null, put: Put) {
  const alt = textsOf(fields, 'alt', languages);
  if (one(fields, 'picture-kind') === 'own') {
    if (own === null) put('picture', { key: 'maker.picture.needed', data: {} });
    if (alt === null) put(`alt-${languages[0]}`, { key: 'maker.alt.needed', data: {} });
    return own && alt ? { data: own, alt } : null;
  }
  const draw = readDrawing(fields, put);
  const written = languages.filter(
    (language) => one(fields, `name-${language}`) !== '' || language === languages[0],
  );
  const inAll = Object.fromEntries(
    written.map((language) => [language, alt?.in[language] ?? described(language, draw)]),
  );
  return { draw, alt: { original: languages[0] ?? 'en', in: inAll } };
}

/** What a drawn picture shows, for those who do not see it: nobody need write it. */
function described(language: Language, draw: ReturnType<typeof readDrawing>): string {
  const colour = Object.entries(badgeColours).find(([, hex]) => hex === draw.colour)?.[0] as
    | BadgeColour
    | undefined;
  return say(language, 'letters' in draw ? 'maker.alt.letters' : 'maker.alt.sign', {
    shape: say(language, `maker.shape.${draw.shape}`),
    colour: colour ? say(language, `maker.colour.${colour}`) : draw.colour,
    sign: 'letters' in draw ? draw.letters : say(language, `maker.sign.${draw.icon}`),
  });
}

function readValidity(fields: Fields, put: Put): string | null {
  const count = one(fields, 'valid-for');
  if (count === '') return null;
  const unit = one(fields, 'valid-unit') || 'Y';
  if (!/^[1-9]\d{0,2}$/.test(count) || !/^[YMD]$/.test(unit))
    put('valid-for', { key: 'maker.number', data: {} });
  return `P${count}${unit}`;
}

function readPrerequisites(fields: Fields, put: Put) {
  const chosen = many(fields, 'needs');
  const isAny = one(fields, 'needs-any') !== '';
  if (chosen.length === 0 && !isAny) return null;
  const typed = one(fields, 'need');
  const all = isAny ? 1 : chosen.length;
  const need = typed === '' ? all : Number(typed);
  if (!/^\d*$/.test(typed) || need < 1 || need > 20) put('need', { key: 'maker.number', data: {} });
  else if (!isAny && need > chosen.length)
    put('need', { key: 'maker.need.more', data: { count: chosen.length } });
  return { badges: isAny ? ('any' as const) : [...chosen], need };
}

function readLadder(fields: Fields, put: Put) {
  const [name, step] = [one(fields, 'ladder-name'), one(fields, 'ladder-step')];
  if (name === '' && step === '') return null;
  if (name === '') put('ladder-name', { key: 'field.required', data: {} });
  if (step === '') put('ladder-step', { key: 'field.required', data: {} });
  return { name, step };
}

function readMicrocredential(fields: Fields, put: Put) {
  const texts = {
    assessment: one(fields, 'assessment') || null,
    qualityAssurance: one(fields, 'quality') || null,
    awardingBody: one(fields, 'awarding') || null,
  };
  const [hours, level] = [one(fields, 'hours'), one(fields, 'level')];
  const ects = one(fields, 'ects').replace(',', '.');
  const isSaid =
    [hours, level, ects].some((text) => text !== '') || Object.values(texts).some((text) => text !== null);
  if (!isSaid) return null;
  if (hours === '') put('hours', { key: 'maker.hours.needed', data: {} });
  else if (!/^\d{1,5}$/.test(hours) || Number(hours) < 1) put('hours', { key: 'maker.number', data: {} });
  if (ects !== '' && !isEcts(ects)) put('ects', { key: 'maker.ects.wrong', data: {} });
  return {
    ...texts,
    hours: Number(hours),
    ects: ects === '' ? null : Number(ects),
    eqfLevel: level === '' ? null : Number(level),
  };
}

const isEcts = (text: string): boolean => /^\d{1,2}(\.[05])?$/.test(text) && +text >= 0.5 && +text <= 60;

/** Rows in which something is written. */
function readAlignments(fields: Fields) {
  const rows = Array.from({ length: mostAlignments }, (_, at) => at + 1);
  return rows.flatMap((row) => {
    const [name, url, framework, code] = alignmentParts.map((part) => one(fields, `aligned-${part}-${row}`));
    return name || url || framework || code
      ? [{ row, alignment: { name, url, framework: framework || null, code: code || null } }]
      : [];
  });
}

/** Beside which field a fault in the content stands. */
function fieldOf(
  path: readonly PropertyKey[],
  main: Language,
  rows: readonly number[],
  alignedRows: readonly number[],
): string {
  const [first, second, third] = path.map(String);
  if (textNames.some((name) => name === first)) return `${first}-${second === 'in' ? (third ?? main) : main}`;
  if (first === 'image')
    return second === 'alt' ? `alt-${third === 'in' ? String(path[3]) : main}` : 'picture';
  if (first === 'earnedBy') return `rule-${rows[Number(second ?? 0)] ?? 1}`;
  if (first === 'prerequisites') return second === 'need' ? 'need' : 'needs';
  if (first === 'alignments') return `aligned-${third ?? 'name'}-${alignedRows[Number(second ?? 0)] ?? 1}`;
  if (first === 'ladder') return `ladder-${second}`;
  if (first === 'validFor') return 'valid-for';
  if (first === 'microcredential') return microcredentialFields[second ?? ''] ?? 'hours';
  return first ?? '';
}

const microcredentialFields: Readonly<Record<string, string>> = {
  hours: 'hours',
  ects: 'ects',
  eqfLevel: 'level',
  assessment: 'assessment',
  qualityAssurance: 'quality',
  awardingBody: 'awarding',
};

/** A content as its form shows it. */
export function fieldsIn(content: BadgeContent): Fields {
  const { prerequisites, ladder, microcredential, validFor } = content;
  const [, years, months, days] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(validFor ?? '') ?? [];
  const inMonths = Number(years ?? 0) * 12 + Number(months ?? 0);
  const [count, unit] = days ? [days, 'D'] : months ? [String(inMonths), 'M'] : [years ?? '', 'Y'];
  return Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(
        [...textNames, 'alt' as const].flatMap((name) =>
          Object.entries((name === 'alt' ? content.image.alt : content[name]).in).map(([language, text]) => [
            `${name}-${language}`,
            text,
          ]),
        ),
      ),
      ...pictureFields(content),
      ...Object.fromEntries(
        content.earnedBy.flatMap((rule, at) => [
          [`rule-${at + 1}`, ruleValue(rule)],
          [`score-${at + 1}`, rule.by === 'score' ? String(rule.atLeast) : ''],
        ]),
      ),
      skills: content.skills.join(', '),
      competences: content.competences.join(', '),
      programme: content.programme,
      'valid-for': count ?? '',
      'valid-unit': unit ?? 'Y',
      needs: prerequisites && prerequisites.badges !== 'any' ? [...prerequisites.badges] : [],
      'needs-any': prerequisites?.badges === 'any' ? 'yes' : '',
      need: prerequisites ? String(prerequisites.need) : '',
      'ladder-name': ladder?.name ?? '',
      'ladder-step': ladder?.step ?? '',
      ...Object.fromEntries(
        content.alignments.flatMap((one, at) =>
          alignmentParts.map((part) => [`aligned-${part}-${at + 1}`, one[part] ?? '']),
        ),
      ),
      hours: microcredential ? String(microcredential.hours) : '',
      ects: microcredential?.ects ? String(microcredential.ects) : '',
      level: microcredential?.eqfLevel ? String(microcredential.eqfLevel) : '',
      assessment: microcredential?.assessment ?? '',
      quality: microcredential?.qualityAssurance ?? '',
      awarding: microcredential?.awardingBody ?? '',
    }),
  );
}

export const ruleValue = (rule: BadgeContent['earnedBy'][number]): string => {
  if ('activity' in rule) return `${rule.by}:${rule.activity}`;
  return 'playlist' in rule ? `playlist:${rule.playlist}` : rule.by;
};

/** A picture as its form shows it. */
export function pictureFields({ image }: Pick<BadgeContent, 'image'>): Fields {
  if ('data' in image) return { 'picture-kind': 'own' };
  const { draw } = image;
  const colour = Object.entries(badgeColours).find(([, hex]) => hex === draw.colour.toLowerCase())?.[0];
  return {
    'picture-kind': 'draw',
    shape: draw.shape,
    colour: colour ?? 'other',
    'colour-other': colour ? '' : draw.colour,
    sign: 'letters' in draw ? 'letters' : draw.icon,
    letters: 'letters' in draw ? draw.letters : '',
  };
}
