import type { BadgeVersion } from '../../core/badges/badge.ts';

/** An entry of a framework, in the words that 2.0 and 3.0 share. */
export interface Aligned {
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetFramework?: string;
  readonly targetCode?: string;
}

/** What the badge agrees with, and the level of a microcredential, as the European Learning Model names it. */
export function alignmentsOf({ alignments = [], microcredential }: BadgeVersion): readonly Aligned[] {
  const level = microcredential?.eqfLevel ?? null;
  return [
    ...alignments.map(({ name, url, framework, code }) => ({
      targetName: name,
      targetUrl: url,
      ...(framework === null ? {} : { targetFramework: framework }),
      ...(code === null ? {} : { targetCode: code }),
    })),
    ...(level === null ? [] : [eqfLevel(level)]),
  ];
}

const eqfLevel = (level: number): Aligned => ({
  targetName: `EQF level ${level}`,
  targetUrl: `http://data.europa.eu/snb/eqf/${level}`,
  targetFramework: 'European Qualifications Framework',
  targetCode: String(level),
});
