/** Tells ten times on the way how far a filling is, and how fast it goes. */
export function telling(what: string, all: number): (done: number) => void {
  let [first, begun, told] = [-1, 0, 0];
  return (done) => {
    // The first stretch has what is made once in it.
    if (first < 0) [first, begun] = [done, performance.now()];
    const tenth = Math.floor((done * 10) / all);
    if (tenth <= told) return;
    told = tenth;
    const perSecond = ((done - first) * 1000) / (performance.now() - begun);
    console.log(`  ${what}: ${done} of ${all}${perSecond > 0 ? `, ${Math.round(perSecond)} a second` : ''}`);
  };
}
