// Where the marks of a timeline stand: none covers another, and what has no room is put together.

import type { Days } from "./edtf";
import type { Event } from "./model";

export interface Dated {
  event: Event;
  span: Days;
  /** Documents that tell of it in their own text. */
  reports: number;
}

/** A mark of one event, or of several that have no room beside each other; `y` counts from the middle of its row. */
export interface Mark {
  type: string;
  events: readonly Dated[];
  x: number;
  y: number;
  size: number;
}

/** A row of the chart: the events of one type; the marks stand about its `middle`. */
export interface Row {
  type: string;
  top: number;
  middle: number;
  height: number;
  marks: readonly Mark[];
}

/** The pixels that a chart has for the days from its first on. */
export interface Frame {
  left: number;
  right: number;
  first: number;
  /** Pixels of a day. */
  wide: number;
}

/** More events than this are put together throughout: nobody can tell so many marks apart. */
export const MOST_MARKS = 1000;
/** Pixels of time that are put together: in a large case, and where a row of a smaller one has no more room. */
const BIN = 14;
const CROWD = 22;
/** Height of a row at least, and how far it reaches up and down at most, before marks are put together (pixels). */
const ROW = 21;
const TALLEST = 28;
/** A mark that finds no room on the middle of its row is tried so many pixels above and below, and on. */
const STEP = 5;
/** A mark may stand so many places away from the middle of the time in which its event lies. */
const MOST_ASIDE = 12;
/** Pixels between two marks at least. */
const GAP = 1;
/** A diamond reaches so far beyond the circle of the same size; page.tsx draws it. */
const REACH = 0.6;
/** Size of a mark by its reports or events (pixels): the least, how it grows with their root, the most. */
const OF_ONE = { least: 5, growth: 3, most: 17 };
const OF_MANY = { least: 3, growth: 1.6, most: 11.5 };
/** A mark of several among marks of one bears their number. */
export const NUMBERED = 18;

/** The rows of a chart, in the order of the types that are given, and where each begins. */
export function rowsOf(events: readonly Dated[], types: readonly string[], frame: Frame, top: number): Row[] {
  const byType = new Map<string, Dated[]>(types.map((type) => [type, []]));
  for (const one of events) byType.get(one.event.type)?.push(one);
  let next = top;
  return types.map((type) => {
    const own = byType.get(type)!;
    const marks =
      events.length > MOST_MARKS
        ? together(
            own,
            (one) => binOf(one, frame, BIN),
            (many) => sized(OF_MANY, many),
            frame,
          )
        : beside(own, frame);
    const reach = (way: 1 | -1) =>
      Math.ceil(Math.max(...marks.map((mark) => way * mark.y + REACH * mark.size + GAP), ROW / 2));
    const middle = next + reach(-1);
    const row = { type, top: next, middle, height: middle + reach(1) - next, marks };
    next += row.height;
    return row;
  });
}

/** The mark that stands next to a point, not farther away than so many pixels. */
export function nearest(rows: readonly Row[], x: number, y: number, within: number): Mark | null {
  const row = rows.find((one) => y >= one.top && y < one.top + one.height);
  if (!row) return null;
  const down = y - row.middle;
  let best: Mark | null = null;
  let least = within;
  for (const mark of row.marks) {
    const far = Math.hypot(mark.x - x, mark.y - down);
    if (far <= least) [best, least] = [mark, far];
  }
  return best;
}

/** Where a day stands, or the edge of the chart next to it. */
export function xOf(day: number, { left, right, first, wide }: Frame): number {
  return Math.min(right, Math.max(left, left + (day - first) * wide));
}

/** The middle of the time in which an event lies, in days. */
export function middleOf({ span }: Dated): number {
  return (span.from + span.to) / 2;
}

/** The middle, in days, of the whole days around an event that are put together: as many as take so many pixels. */
function binOf(one: Dated, { left, right, first, wide }: Frame, pixels: number): number {
  const days = Math.ceil(pixels / wide);
  const last = Math.floor((right - left) / (wide * days)) - 1;
  const bin = Math.min(last, Math.floor((middleOf(one) - first) / days));
  return first + (Math.max(0, bin) + 0.5) * days;
}

/** One mark for all events of the same bin. */
function together(events: readonly Dated[], bin: (one: Dated) => number, size: (many: number) => number, frame: Frame) {
  const found = new Map<number, Dated[]>();
  for (const one of events) {
    const others = found.get(bin(one));
    if (others) others.push(one);
    else found.set(bin(one), [one]);
  }
  return [...found].map(([day, some]): Mark => {
    return { type: some[0]!.event.type, events: some, x: xOf(day, frame), y: 0, size: size(some.length) };
  });
}

/**
 * A mark for each event, side by side within the time in which it lies, then one above another; where that is not
 * enough, one for all of the same days.
 */
function beside(events: readonly Dated[], frame: Frame): Mark[] {
  const inTime = [...events].sort((a, b) => middleOf(a) - middleOf(b));
  const crowdOf = new Map<Dated, number>();
  for (;;) {
    const crowds = together(
      [...crowdOf.keys()],
      (one) => crowdOf.get(one)!,
      () => NUMBERED,
      frame,
    );
    const room = new Room(frame);
    crowds.forEach((mark) => room.take(mark));
    const others = inTime.filter((one) => !crowdOf.has(one));
    const placed = others.map((one) => room.place(one));
    const left = others.filter((_, at) => !placed[at]);
    if (left.length === 0) return [...placed.flatMap((mark) => mark ?? []), ...crowds].sort(leftToRight);
    const full = new Set(crowdOf.values());
    const near = (one: Dated) => [...full].find((day) => Math.abs(xOf(day, frame) - xOf(middleOf(one), frame)) < CROWD);
    const joined = new Map(left.map((one) => [one, near(one) ?? binOf(one, frame, CROWD)]));
    const crowded = new Set(joined.values());
    for (const one of others) {
      const day = joined.get(one) ?? binOf(one, frame, CROWD);
      if (crowded.has(day)) crowdOf.set(one, day);
    }
  }
}

function leftToRight(a: Mark, b: Mark): number {
  return a.x - b.x || a.y - b.y;
}

/** The room of a row: which of its pixels are taken, line by line. */
class Room {
  private readonly taken: Uint8Array[];

  constructor(private readonly frame: Frame) {
    const pixels = Math.ceil(frame.right) + NUMBERED;
    this.taken = Array.from({ length: 2 * TALLEST }, () => new Uint8Array(pixels));
  }

  /** Find a place for an event, and take it; null where there is none. */
  place(one: Dated): Mark | null {
    const size = sized(OF_ONE, one.reports);
    const step = 2 * REACH * size + GAP;
    const [from, middle, to] = [one.span.from, middleOf(one), one.span.to].map((day) => xOf(day, this.frame));
    for (let turn = 0; Math.abs(turned(turn, STEP)) + step / 2 <= TALLEST; turn++) {
      for (let aside = 0; aside <= 2 * MOST_ASIDE; aside++) {
        const x = middle! + turned(aside, step);
        if (aside > 0 && (x - step / 2 < from! || x + step / 2 > to!)) continue;
        const mark = { type: one.event.type, events: [one], x, y: turned(turn, STEP), size };
        if (!this.isFree(mark)) continue;
        this.take(mark);
        return mark;
      }
    }
    return null;
  }

  take(mark: Mark): void {
    const { left, right, top, bottom } = boxOf(mark);
    for (let line = top; line < bottom; line++) this.taken[line]?.fill(1, left, right);
  }

  private isFree(mark: Mark): boolean {
    const { left, right, top, bottom } = boxOf(mark);
    for (let line = top; line < bottom; line++) if (this.taken[line]?.subarray(left, right).includes(1)) return false;
    return true;
  }
}

/** The pixels that a mark covers, counted from the upper edge of the room. */
function boxOf({ x, y, size }: Mark) {
  const reach = REACH * size + GAP / 2;
  const [left, right] = [Math.max(0, Math.round(x - reach)), Math.round(x + reach)];
  return { left, right, top: Math.round(TALLEST + y - reach), bottom: Math.round(TALLEST + y + reach) };
}

/** 0, then one step up, one down, two up and so on. */
function turned(turn: number, step: number): number {
  return Math.ceil(turn / 2) * (turn % 2 ? -step : step);
}

function sized({ least, growth, most }: typeof OF_ONE, number: number): number {
  return Math.min(most, least + growth * Math.sqrt(number));
}
