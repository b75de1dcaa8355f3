/** Plain values that documents may hold: how each is told, and how a message calls it. */
export interface Kind {
  readonly called: string;
  readonly fits: (value: unknown) => boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const matching = (called: string, pattern: RegExp, most = 4096): Kind => ({
  called,
  fits: (value) => isText(value) && value.length <= most && pattern.test(value),
});

/** Absolute, of the web. */
export function isWebUrl(value: unknown): value is `http${string}` {
  return isText(value) && /^https?:\/\/[^\s/?#]/i.test(value) && URL.canParse(value);
}

/** ISO 8601 with time and zone; seconds may be missing. */
const dateTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):?[0-5]\d(?::?[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;

/** Milliseconds since 1970; null: no moment, as when its zone is missing. */
export function momentOf(value: unknown): number | null {
  if (!isText(value) || !dateTime.test(value)) return null;
  const [, day = '', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    /^(.{10})T(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,](\d+))?(.+)$/.exec(value) ?? [];
  const zoneWithColon = zone.replace(
    /^([+-]\d\d):?(\d\d)?$/,
    (_, hours, minutes = '00') => `${hours}:${minutes}`,
  );
  const at = Date.parse(
    `${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zoneWithColon}`,
  );
  return Number.isNaN(at) ? null : at;
}

export const isEmail = (value: unknown): boolean =>
  isText(value) &&
  value.length <= 320 &&
  /^[^\s@<>(),;:"[\]]+@[^\s@<>(),;:"[\]]+\.[^\s@<>(),;:"[\].]+$/.test(value);

/** md5 or sha256 of Open Badges: its name, a dollar, hex in either case. */
export const isHash = (value: unknown): boolean =>
  isText(value) && /^(?:md5\$[0-9a-f]{32}|sha256\$[0-9a-f]{64})$/i.test(value);

export const kinds = {
  text: { called: 'a text', fits: isText },
  boolean: { called: 'true or false', fits: (value) => typeof value === 'boolean' },
  number: { called: 'a number', fits: (value) => typeof value === 'number' },
  textOrNumber: { called: 'a text or a number', fits: (value) => isText(value) || typeof value === 'number' },
  url: { called: 'a web address', fits: isWebUrl },
  iri: {
    called: 'a web address or urn:uuid',
    fits: (value) =>
      isWebUrl(value) ||
      (isText(value) && /^(?:urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|_:[\w.-]+)$/i.test(value)),
  },
  /** Any absolute address: `did:`, `urn:`, `https:` … */
  uri: matching('an absolute address', /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i),
  email: { called: 'an e-mail address', fits: isEmail },
  telephone: matching('a telephone number (E.164)', /^\+?[1-9]\d{1,14}(?:;ext=\d{1,10})?$/),
  dateTime: { called: 'a date with time and zone', fits: (value) => momentOf(value) !== null },
  /** BCP 47; the primary part has two or three letters. */
  language: matching('a language tag', /^(?:[a-z]{2,3}(?:-[a-z0-9]{1,8})*|x(?:-[a-z0-9]{1,8})+)$/i),
  object: {
    called: 'an object',
    fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  },
  /** In Credentials 2.0 a name may be given per language. */
  localText: {
    called: 'a text',
    fits: (value) =>
      isText(value) ||
      (typeof value === 'object' && value !== null && '@value' in value && isText(value['@value'])),
  },
  imageData: matching('a picture', /^data:image\/(?:png|svg\+xml)[;,]/i, 2_000_000),
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
