/**
 * From which age a chat platform takes people in a country. Each row says where its age comes from, and on which day
 * that was looked at.
 */
interface Floor {
  readonly platform: 'discord' | 'slack';
  /** ISO 3166-1 alpha-2; null: where no other row says more. */
  readonly countries: readonly string[] | null;
  readonly age: number;
  /**
   * `list`: the platform's own. `law`: the country's age of digital consent (GDPR, article 8), where the platform's list
   * could not be read to its end. In none of the eleven countries where both are known does the list ask for less.
   */
  readonly from: 'list' | 'law';
  /** YYYY-MM-DD; null: taken over, not looked at again. */
  readonly checked: string | null;
}

/**
 * Discord's list: support article 360040724612, in a stored copy that breaks off after Italy in the alphabet of European
 * countries. For the EU behind it: the Commission's SWD(2020) 115, page 17, as a digest of it gives them; Slovenia, which
 * had no law then: ZVOP-2, article 8, from memory.
 */
const floors: readonly Floor[] = [
  { platform: 'slack', countries: null, age: 16, from: 'list', checked: null },
  { platform: 'discord', countries: ['AT', 'CY', 'IT', 'KR'], age: 14, from: 'list', checked: '2026-11-29' },
  { platform: 'discord', countries: ['CZ', 'FR', 'GR', 'VN'], age: 15, from: 'list', checked: '2026-11-29' },
  {
    platform: 'discord',
    countries: ['BG', 'DE', 'HR', 'HU', 'IE', 'AW', 'BQ', 'CW', 'SX'],
    age: 16,
    from: 'list',
    checked: '2026-11-29',
  },
  { platform: 'discord', countries: ['ES', 'LT'], age: 14, from: 'law', checked: '2026-11-29' },
  { platform: 'discord', countries: ['SI'], age: 15, from: 'law', checked: null },
  {
    platform: 'discord',
    countries: ['LU', 'NL', 'PL', 'RO', 'SK'],
    age: 16,
    from: 'law',
    checked: '2026-11-29',
  },
  { platform: 'discord', countries: null, age: 13, from: 'list', checked: '2026-11-29' },
];

/** The console is judged as Discord is. @param country null: unknown */
export function floorOf(platform: 'discord' | 'slack' | 'console', country: string | null): number {
  const rows = floors.filter((row) => row.platform === (platform === 'slack' ? 'slack' : 'discord'));
  const own = rows.find(({ countries }) => country !== null && countries?.includes(country));
  return (own ?? rows.find(({ countries }) => countries === null))?.age ?? 16;
}
