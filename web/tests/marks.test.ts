import { describe, expect, it } from "vitest";
import { MOST_MARKS, nearest, rowsOf, type Dated, type Frame, type Mark } from "../src/marks";
import type { Event } from "../src/model";

const FRAME: Frame = { left: 100, right: 900, first: 0, wide: 10 };
const dated = (id: number, from: number, to = from + 1, reports = 1, type = "ASSAULT"): Dated => ({
  event: { id: `e${id}`, type } as Event,
  span: { from, to },
  reports,
});
const rows = (events: Dated[], types = ["ASSAULT"]) => rowsOf(events, types, FRAME, 20);
/** The same numbers each time, between 0 and 1. */
function chance(seed: number): () => number {
  return () => (seed = (seed * 48271) % 2147483647) / 2147483647;
}

/** Do two diamonds cover each other? */
function meet(a: Mark, b: Mark): boolean {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y) < 0.6 * (a.size + b.size) - 0.01;
}

describe("the marks of a timeline", () => {
  it.each([1, 2, 3, 4, 5, 6])("never cover each other, and stand for every event once (%i)", (seed) => {
    const next = chance(seed);
    const events = Array.from({ length: 40 * seed }, (_, id) => {
      const from = Math.floor(next() * (seed % 2 ? 8 : 78));
      return dated(id, from, from + (next() < 0.2 ? 20 : 1), 1 + Math.floor(next() * 6));
    });
    const marks = rows(events)[0]!.marks;
    expect(marks.flatMap((mark) => mark.events.map((one) => one.event.id)).sort()).toEqual(
      events.map((one) => one.event.id).sort(),
    );
    for (const [index, mark] of marks.entries()) {
      for (const other of marks.slice(index + 1)) if (meet(mark, other)) expect([mark, other]).toBeNull();
    }
  });

  it("stand within the time in which their events lie", () => {
    for (const { x, events } of rows(Array.from({ length: 9 }, (_, id) => dated(id, 10, 15)))[0]!.marks) {
      expect(events).toHaveLength(1);
      expect([x >= 200, x <= 250]).toEqual([true, true]);
    }
  });

  it("are put together where a row has no more room, and so are all of a large case", () => {
    const crowd = rows(Array.from({ length: 60 }, (_, id) => dated(id, 10)))[0]!.marks;
    expect(crowd.map((mark) => mark.events.length)).toEqual([60]);
    expect(rows([dated(1, 10)])[0]!.height).toBe(22);
    const many = rows(Array.from({ length: MOST_MARKS + 1 }, (_, id) => dated(id, id % 80)))[0]!;
    expect(many.marks.length).toBeLessThan(80);
    expect(many.height).toBe(22);
  });

  it("make the rows as high as they need, one below the other", () => {
    const events = [...Array.from({ length: 4 }, (_, id) => dated(id, 10)), dated(9, 10, 11, 1, "AID")];
    const [aid, assault] = rows(events, ["AID", "ASSAULT"]);
    expect(aid).toMatchObject({ top: 20, height: 22 });
    expect(assault!.marks.map((mark) => mark.y)).toEqual([-20, -10, 0, 10]);
    expect(assault).toMatchObject({ top: 42, middle: 68, height: 42 });
  });

  it("are found by the hand that comes near them", () => {
    const both = rows([dated(1, 10), dated(2, 20)]);
    expect(nearest(both, 303, 31, 12)?.events[0]!.event.id).toBe("e2");
    expect(nearest(both, 250, 31, 12)).toBeNull();
    expect(nearest(both, 303, 300, 12)).toBeNull();
  });
});
