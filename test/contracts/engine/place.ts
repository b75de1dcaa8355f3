import type { Engine } from '../../../core/ports/engine.ts';
import type { Page, Paged } from '../../../core/ports/records.ts';
import type { StillClock } from '../../support/still-clock.ts';

/** Where one store lies, and the clock by which its processes live. */
export interface Place {
  readonly clock: StillClock;
  /** One more process on the same store; where a store is but one process, that one. */
  open(): Promise<Engine>;
  /** Ends every process and throws the store away. */
  leave(): Promise<void>;
}

/** A fresh, empty store for every test. */
export function atNewPlace(newPlace: () => Place): {
  engine(): Engine;
  place(): Place;
  another(): Promise<Engine>;
} {
  let place: Place | null = null;
  let engine: Engine | null = null;

  beforeEach(async () => {
    place = newPlace();
    engine = await place.open();
    await engine.migrate();
  });
  afterEach(async () => {
    await place?.leave();
  });

  return { engine: () => there(engine), place: () => there(place), another: () => there(place).open() };
}

function there<Thing>(thing: Thing | null): Thing {
  if (thing === null) throw new Error('Asked before the test began');
  return thing;
}

/** Reads page by page to the end. */
export async function pages<Item>(size: number, read: (page: Page) => Paged<Item>): Promise<Item[][]> {
  const found: Item[][] = [];
  let after: string | null = null;
  do {
    const page: Awaited<Paged<Item>> = await read({ size, after });
    found.push([...page.items]);
    after = page.next;
  } while (after !== null && found.length < 1000);
  return found;
}

/** All of it, whatever the pages. */
export const everything = async <Item>(read: (page: Page) => Paged<Item>): Promise<Item[]> =>
  (await pages(200, read)).flat();

export const firstPage: Page = { size: 50, after: null };

/** What was kept is read one revision on. */
export const kept = <Entity extends { revision: number }>(record: Entity): Entity => ({
  ...record,
  revision: record.revision + 1,
});

export const ids = (some: readonly { readonly id: string }[]): string[] => some.map((one) => one.id);
