/**
 * From which age a chat platform takes people in a country: the platforms' own lists, never the ages of consent.
 * Each row with the day on which its list was looked at.
 */
interface Floor {
  readonly platform: 'discord' | 'slack';
  /** ISO 3166-1 alpha-2; null: where no other row says more. */
  readonly countries: readonly string[] | null;
  readonly age: number;
  /** YYYY-MM-DD; null: taken over, not looked at again. */
  readonly checked: string | null;
}

/**
 * Discord's list: support article 360040724612, seen in a stored copy that broke off after Italy in the alphabet of
 * European countries: those behind it count by the general row until somebody has read on.
 */
const floors: readonly Floor[] = [
  { platform: 'slack', countries: null, age: 16, checked: null },
  { platform: 'discord', countries: ['AT', 'CY', 'IT', 'KR'], age: 14, checked: '2026-11-29' },
  { platform: 'discord', countries: ['CZ', 'FR', 'GR', 'VN'], age: 15, checked: '2026-11-29' },
  {
    platform: 'discord',
    countries: ['BG', 'DE', 'HR', 'HU', 'IE', 'AW', 'BQ', 'CW', 'SX'],
    age: 16,
    checked: '2026-11-29',
  },
  { platform: 'discord', countries: null, age: 13, checked: '2026-11-29' },
];

/** The console is judged as Discord is. @param country null: unknown */
export function floorOf(platform: 'discord' | 'slack' | 'console', country: string | null): number {
  const rows = floors.filter((row) => row.platform === (platform === 'slack' ? 'slack' : 'discord'));
  const own = rows.find(({ countries }) => country !== null && countries?.includes(country));
  return (own ?? rows.find(({ countries }) => countries === null))?.age ?? 16;
}
