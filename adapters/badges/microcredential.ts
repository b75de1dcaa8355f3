import type { Microcredential } from '../../core/badges/badge.ts';
import type { Language } from '../../core/texts.ts';

/** Neither version has words for most of it; every reader shows the criteria. */
const labels = {
  en: {
    hours: 'Hours of learning',
    ects: 'ECTS credits',
    eqfLevel: 'EQF level',
    assessment: 'Assessed by',
    qualityAssurance: 'Quality assurance',
    awardingBody: 'Awarding body',
  },
  sl: {
    hours: 'Ure učenja',
    ects: 'Točke ECTS',
    eqfLevel: 'Raven EOK',
    assessment: 'Preverjanje',
    qualityAssurance: 'Zagotavljanje kakovosti',
    awardingBody: 'Podeljevalec',
  },
} as const satisfies Record<string, Record<keyof Microcredential, string>>;

/** Criteria with what a school or an employer asks before it counts a badge, a line each; English where we lack words. */
export function withMicrocredential(
  criteria: string,
  micro: Microcredential | null | undefined,
  language: Language,
): string {
  if (!micro) return criteria;
  const names = /^sl\b/.test(language) ? labels.sl : labels.en;
  const lines = Object.entries(names).flatMap(([field, label]) => {
    // The keys of the labels are those of a microcredential.
    const value = micro[field as keyof Microcredential];
    return value === null || value === undefined ? [] : [`- ${label}: ${value}`];
  });
  return `${criteria}\n\n${lines.join('\n')}`;
}
