import type { Badge, BadgeVersion } from '../../core/badges/badge.ts';
import { type Language, textFor } from '../../core/texts.ts';
import type { Addresses } from './addresses.ts';
import { alignmentsOf } from './alignment.ts';
import { withMicrocredential } from './microcredential.ts';
import { BadgeClass } from './schema.ts';

/** One version of a badge in one language; the others are named as related. Null: not all of it is in that language. */
export function badgeClass(
  at: Addresses,
  { id, organiser, version: newest }: Pick<Badge, 'id' | 'organiser' | 'version'>,
  shown: BadgeVersion,
  wanted: Language | null,
): BadgeClass | null {
  const languages = languagesOf(shown);
  const main = mainLanguage(shown, languages);
  const language = wanted ?? main;
  if (!languages.includes(language)) return null;
  const address = (one: Language) =>
    one === main ? at.badge(id, shown.version) : at.badgeIn(id, shown.version, one);
  const others = languages.filter((one) => one !== language);
  const alignment = alignmentsOf(shown);

  return BadgeClass.parse({
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'BadgeClass',
    id: address(language),
    '@language': language,
    version: String(shown.version),
    name: shown.name.in[language],
    description: shown.description.in[language],
    image: { id: at.picture(id, shown.version), caption: textFor(shown.image.alt, [language]).text },
    criteria: {
      id: `${at.badge(id, shown.version)}#criteria`,
      narrative: withMicrocredential(shown.criteria.in[language] ?? '', shown.microcredential, language),
    },
    issuer: at.issuer(organiser),
    ...(shown.skills.length > 0 ? { tags: [...shown.skills] } : {}),
    ...(alignment.length > 0 ? { alignment } : {}),
    related: [
      ...others.map((one) => ({ id: address(one), '@language': one })),
      ...(newest > shown.version ? [{ id: at.badge(id, newest), version: String(newest) }] : []),
      {
        type: ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement'],
        id: at.achievement(id, shown.version),
        version: 'Open Badges v3p0',
      },
    ],
  });
}

/** The same badge as a signing profile issues it. */
export function signedBadgeClass(
  at: Addresses,
  badge: Pick<Badge, 'id' | 'organiser' | 'version'>,
  shown: BadgeVersion,
  kid: string,
): BadgeClass | null {
  const main = badgeClass(at, badge, shown, null);
  if (!main) return null;
  const { related: _, ...same } = main;
  return BadgeClass.parse({
    ...same,
    id: at.signedBadge(badge.id, shown.version, kid),
    issuer: at.signedIssuer(badge.organiser, kid),
  });
}

/** What forms with one language say. */
export function mainTexts(shown: BadgeVersion) {
  const language = mainLanguage(shown, languagesOf(shown));
  const [name, description, criteria, caption] = [
    shown.name,
    shown.description,
    shown.criteria,
    shown.image.alt,
  ].map((texts) => textFor(texts, [language]).text);
  return {
    language,
    name,
    description,
    criteria: withMicrocredential(criteria ?? '', shown.microcredential, language),
    caption,
  };
}

/** Those in which name, description and criteria are all there. */
function languagesOf({ name, description, criteria }: BadgeVersion): Language[] {
  return Object.keys(name.in)
    .filter((language) => language in description.in && language in criteria.in)
    .sort();
}

/** English where it is there, for readers abroad; else the one it was written in. */
function mainLanguage({ name }: BadgeVersion, languages: readonly Language[]): Language {
  return languages.includes('en') ? 'en' : name.original;
}
