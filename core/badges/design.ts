import { z } from 'zod';

/** What a badge is drawn on. */
export const badgeShapes = [
  'hexagon',
  'circle',
  'shield',
  'square',
  'diamond',
  'octagon',
  'rosette',
  'medal',
] as const;
export type BadgeShape = (typeof badgeShapes)[number];

/** Colours that a designer offers; any other may be written. Letters on each stand out 4.5 to 1 or more. */
export const badgeColours = {
  green: '#0b6b5d',
  forest: '#166534',
  blue: '#1d4ed8',
  sky: '#0369a1',
  violet: '#6d28d9',
  rose: '#be185d',
  red: '#b42318',
  orange: '#f28a2e',
  yellow: '#f5c63c',
  brown: '#7c2d12',
  slate: '#334155',
  sand: '#efe3cd',
} as const;
export type BadgeColour = keyof typeof badgeColours;

/** Signs of the icon set (`lucide-static`) that a badge may carry in place of letters. */
export const badgeIcons = [
  'star',
  'heart',
  'trophy',
  'lightbulb',
  'book-open',
  'graduation-cap',
  'leaf',
  'sprout',
  'recycle',
  'globe',
  'users',
  'handshake',
  'hand-heart',
  'megaphone',
  'message-circle',
  'mic',
  'camera',
  'film',
  'music',
  'palette',
  'code',
  'cpu',
  'atom',
  'flask-conical',
  'rocket',
  'compass',
  'map',
  'flag',
  'puzzle',
  'wrench',
  'briefcase',
  'scale',
  'chef-hat',
  'bike',
  'mountain',
  'smile',
] as const;
export type BadgeIcon = (typeof badgeIcons)[number];

const ground = {
  shape: z.enum(badgeShapes),
  /** `#rrggbb` */
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/),
};

/** A badge drawn by us: 1..3 letters, or a sign. */
export const BadgeDrawing = z.union([
  z.object({ ...ground, letters: z.string().trim().min(1).max(3) }),
  z.object({ ...ground, icon: z.enum(badgeIcons) }),
]);
export type BadgeDrawing = Readonly<z.infer<typeof BadgeDrawing>>;
