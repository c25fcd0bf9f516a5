// Work that nobody waits for: done a little at a time, while the page has nothing else to do.

/** Time that a slice takes at most (milliseconds): a frame, so that no movement of the hand is held up. */
const SLICE = 12;
/** A slice is not put off longer than this (milliseconds). */
const LATEST = 200;

/** Resolves when the page has nothing else to do. */
export function idle(): Promise<void> {
  return new Promise((done) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => done(), { timeout: LATEST });
    else setTimeout(done, SLICE);
  });
}

/** Go on with some work in slices until it is done. */
export async function inSlices(work: Iterator<unknown>): Promise<void> {
  for (;;) {
    await idle();
    const begun = performance.now();
    while (performance.now() - begun < SLICE) if (work.next().done) return;
  }
}

/** Things that are gathered one by one, in slices or, where somebody wants them, all at once. */
export class Gathered<One> {
  private readonly found: One[] = [];
  private readonly coming: Iterator<One>;

  constructor(coming: Iterator<One>) {
    this.coming = coming;
  }

  *prepare(): Generator<void> {
    for (let next = this.coming.next(); !next.done; next = this.coming.next()) {
      this.found.push(next.value);
      yield;
    }
  }

  all(): readonly One[] {
    for (const work = this.prepare(); !work.next().done;);
    return this.found;
  }
}
