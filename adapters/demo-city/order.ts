/**
 * The things so that each comes after those it needs. In a circle one of them comes first all the same.
 * @param needs the keys of those it needs; unknown ones are passed over
 */
export function inOrder<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
  needs: (thing: Thing) => readonly string[],
): Thing[] {
  const byKey = new Map(things.map((thing) => [keyOf(thing), thing]));
  const placed = new Set<Thing>();
  const place = (thing: Thing): void => {
    if (placed.has(thing)) return;
    placed.add(thing);
    for (const key of needs(thing)) {
      const needed = byKey.get(key);
      if (needed !== undefined) place(needed);
    }
    ordered.push(thing);
  };
  const ordered: Thing[] = [];
  for (const thing of things) place(thing);
  return ordered;
}
