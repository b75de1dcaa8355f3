/**
 * From which age a chat platform takes people in a country: the platforms' own lists, never the ages of consent.
 * Each row with the day on which its list was looked at.
 */
interface Floor {
  readonly platform: 'discord' | 'slack';
  /** ISO 3166-1 alpha-2; null: where no other row says more. */
  readonly countries: readonly string[] | null;
  readonly age: number;
  /** YYYY-MM-DD */
  readonly checked: string;
}

const floors: readonly Floor[] = [
  { platform: 'slack', countries: null, age: 16, checked: '2026-10-01' },
  // Discord's list: support article 360040724612.
  { platform: 'discord', countries: ['AT', 'CY', 'IT'], age: 14, checked: '2026-10-01' },
  { platform: 'discord', countries: ['CZ', 'FR', 'GR'], age: 15, checked: '2026-10-01' },
  { platform: 'discord', countries: ['BG', 'DE', 'HR', 'HU', 'IE'], age: 16, checked: '2026-10-01' },
  { platform: 'discord', countries: null, age: 13, checked: '2026-10-01' },
];

/** The console is judged as Discord is. @param country null: unknown */
export function floorOf(platform: 'discord' | 'slack' | 'console', country: string | null): number {
  const rows = floors.filter((row) => row.platform === (platform === 'slack' ? 'slack' : 'discord'));
  const own = rows.find(({ countries }) => country !== null && countries?.includes(country));
  return (own ?? rows.find(({ countries }) => countries === null))?.age ?? 16;
}
