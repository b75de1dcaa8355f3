import type { Category } from '../lists.ts';

/** The European key competences for lifelong learning, in the order of the Recommendation of 2018. */
export const keyCompetences = [
  'literacy',
  'multilingual',
  'stem',
  'digital',
  'personal-social-learning',
  'citizenship',
  'entrepreneurship',
  'cultural-awareness',
] as const;
export type KeyCompetence = (typeof keyCompetences)[number];

/** As makers write them: the key, or a word that names it in English or Slovenian. */
const names: readonly (readonly [RegExp, KeyCompetence])[] = [
  [/multiling|language|jezik/i, 'multilingual'],
  [/literacy|pismenost/i, 'literacy'],
  [/stem\b|math|science|technolog|engineer|matemat|naravosl|tehn/i, 'stem'],
  [/digit/i, 'digital'],
  [/personal|social|learning to learn|oseb|socialn/i, 'personal-social-learning'],
  [/citizen|civic|državljan/i, 'citizenship'],
  [/entrepreneur|podjet/i, 'entrepreneurship'],
  [/cultur|kultur/i, 'cultural-awareness'],
];

/** Where nobody named a competence, what somebody was interested in tells as much. */
const ofCategory: Readonly<Record<Category, KeyCompetence>> = {
  'crafts-and-making': 'stem',
  science: 'stem',
  'environment-and-ecology': 'stem',
  'technology-and-computers': 'digital',
  'career-and-job-readiness': 'entrepreneurship',
  'sports-and-active-lifestyle': 'personal-social-learning',
  'civic-engagement': 'citizenship',
  'global-world': 'citizenship',
  'international-and-intercultural': 'cultural-awareness',
  'creativity-and-design': 'cultural-awareness',
  'personal-development': 'personal-social-learning',
};

/**
 * Under which competence something is listed: the first that its makers named, else that of its first category.
 * Null: neither says anything.
 */
export function keyCompetenceOf(
  competences: readonly string[],
  categories: readonly Category[],
): KeyCompetence | null {
  for (const named of competences) {
    const key = keyCompetences.find(
      (one) => named === one || named.endsWith(`:${one}`) || named.endsWith(`/${one}`),
    );
    const found =
      key ?? (/digital literacy/i.test(named) ? 'digital' : names.find(([like]) => like.test(named))?.[1]);
    if (found) return found;
  }
  const [category] = categories;
  return category ? ofCategory[category] : null;
}
