import {
  type APIApplicationRoleConnectionMetadata,
  ApplicationRoleConnectionMetadataType,
} from 'discord-api-types/v10';
import { isSaidIn, say, type WordsKey } from '../conversation/index.ts';

/** What a server may ask of people who linked themselves, beside being here at all. At most five; no name among them. */
const facts = [
  ['badges', ApplicationRoleConnectionMetadataType.IntegerGreaterThanOrEqual],
  ['playlists', ApplicationRoleConnectionMetadataType.IntegerGreaterThanOrEqual],
  ['organiser', ApplicationRoleConnectionMetadataType.BooleanEqual],
  ['member_since', ApplicationRoleConnectionMetadataType.DatetimeGreaterThanOrEqual],
] as const;

export type LinkedFacts = Readonly<Record<(typeof facts)[number][0], string>>;

const locales = ['lt', 'it', 'nl', 'de'] as const;

export const linkedRoles = (): readonly APIApplicationRoleConnectionMetadata[] =>
  facts.map(([key, type]) => {
    const name: WordsKey = `linked-role.${key}`;
    const about: WordsKey = `linked-role.${key}.about`;
    return {
      type,
      key,
      name: say('en', name),
      ...localised('name', name),
      description: say('en', about),
      ...localised('description', about),
    };
  });

/** In those languages that have words for it; nothing where none has. */
function localised(part: 'name' | 'description', key: WordsKey): Record<string, Record<string, string>> {
  const said = locales.filter((one) => isSaidIn(one, key)).map((one) => [one, say(one, key)] as const);
  return said.length > 0 ? { [`${part}_localizations`]: Object.fromEntries(said) } : {};
}
