// Work that nobody waits for: done a little at a time, while the page has nothing else to do.

/** Time that a slice takes at most (milliseconds): a frame, so that no movement of the hand is held up. */
const SLICE = 12;
/** A slice is not put off longer than this (milliseconds). */
const LATEST = 200;
/** A view may take so much of the time in which it is drawn for work that may also go on after it (milliseconds). */
const AT_ONCE = 25;

/** What newer browsers have to put work behind every click and every frame. */
interface Scheduling {
  scheduler?: { postTask: (task: () => void, options: { priority: "background" }) => Promise<void> };
}

/** Resolves when the page has nothing else to do. */
export function idle(): Promise<void> {
  const { scheduler } = globalThis as Scheduling;
  return new Promise((done) => {
    if (scheduler) void scheduler.postTask(done, { priority: "background" });
    else if ("requestIdleCallback" in globalThis) requestIdleCallback(() => done(), { timeout: LATEST });
    else setTimeout(done, SLICE);
  });
}

/** Go on with some work for so long at most; is it done? */
function goOn(work: Iterator<unknown>, milliseconds: number): boolean {
  const begun = performance.now();
  while (performance.now() - begun < milliseconds) if (work.next().done) return true;
  return false;
}

/** Go on with some work in slices until it is done, or nobody wants it any more. */
export async function inSlices(work: Iterator<unknown>, isWanted = () => true): Promise<void> {
  do await idle();
  while (isWanted() && !goOn(work, SLICE));
}

/** Things that are gathered one by one, in slices or, where somebody wants them, all at once. */
export class Gathered<One> {
  private readonly gathered: One[] = [];
  private readonly coming: Iterator<One | null>;
  private complete = false;

  /** Null stands for something that was looked at and is not wanted. */
  constructor(coming: Iterator<One | null>) {
    this.coming = coming;
  }

  *prepare(): Generator<void> {
    for (let next = this.coming.next(); !next.done; next = this.coming.next()) {
      if (next.value !== null) this.gathered.push(next.value);
      yield;
    }
    this.complete = true;
  }

  /** Are all of them gathered, or can they be, while a view is drawn? */
  ready(milliseconds = AT_ONCE): boolean {
    return this.complete || goOn(this.prepare(), milliseconds);
  }

  /** Those that are gathered so far. */
  get some(): readonly One[] {
    return this.gathered;
  }

  all(): readonly One[] {
    this.ready(Infinity);
    return this.gathered;
  }
}
