import { describe, expect, it } from "vitest";
import { day, days, isoDay, say, tickNames } from "../src/edtf";
import { mainStretch } from "../src/stretch";

describe("days", () => {
  it.each([
    ["2020-01-03", "2020-01-03", "2020-01-04"],
    ["2020-02", "2020-02-01", "2020-03-01"],
    ["2020", "2020-01-01", "2021-01-01"],
    ["201X", "2010-01-01", "2020-01-01"],
    ["2020-04-05/2020-04-11", "2020-04-05", "2020-04-12"],
    ["2003/..", "2003-01-01", "2004-01-01"],
    ["2020-21", "2020-03-01", "2020-06-01"],
    ["2020-01-03~", "2020-01-03", "2020-01-04"],
    ["-0043", "-0043-01-01", "-0042-01-01"],
    ["2020-01-03T10:00", "2020-01-03", "2020-01-04"],
  ])("%s runs from %s to %s", (edtf, from, to) => {
    const span = days(edtf)!;
    expect([isoDay(span.from), isoDay(span.to)]).toEqual([from, to]);
  });

  it.each([null, "", "XXXX-01-03", "soon", "../.."])("%s is no time", (edtf) => {
    expect(days(edtf)).toBeNull();
  });
});

describe("say", () => {
  it.each([
    ["2020-01-03", "3 Jan 2020"],
    ["2020-04-05/2020-04-11", "5–11 Apr 2020"],
    ["2020-03/2020-04", "Mar – Apr 2020"],
    ["2019/2020", "2019 – 2020"],
    ["2003/..", "since 2003"],
    ["../2003", "until 2003"],
    ["-0043", "44 BC"],
    ["2020-24", "winter 2020"],
    ["2020~", "about 2020"],
    ["201X", "2010s"],
    [null, "no date"],
  ])("%s is %s", (edtf, said) => {
    expect(say(edtf)).toBe(said);
  });
});

describe("mainStretch", () => {
  const at = (year: number) => ({ from: day(year), to: day(year) + 1 });

  it("leaves out what lies decades before the rest", () => {
    const stretch = mainStretch([
      at(1953),
      at(1979),
      ...Array.from({ length: 20 }, (_, index) => at(2018 + (index % 3))),
    ]);
    expect(stretch.from).toBeGreaterThanOrEqual(day(2017));
  });

  it("keeps everything where nothing lies far off", () => {
    expect(mainStretch([at(2018), at(2019), at(2020)])).toEqual({ from: day(2018), to: day(2020) + 1 });
  });
});

describe("the names of ticks", () => {
  it("say the year where it begins", () => {
    const ticks = ["2019-12-29", "2020-01-05", "2020-01-12"].map((one) => days(one)!.from);
    expect(tickNames(ticks)).toEqual(["29 Dec 2019", "5 Jan 2020", "12 Jan"]);
  });
  it("are as fine as the ticks", () => {
    const firsts = (dates: string[]) => dates.map((one) => days(one)!.from);
    expect(tickNames(firsts(["2019-10", "2020-01", "2020-04"]))).toEqual(["Oct 2019", "Jan 2020", "Apr"]);
    expect(tickNames(firsts(["2019", "2021"]))).toEqual(["2019", "2021"]);
  });
});

describe("a date without its year", () => {
  it.each([
    ["XXXX-01-03", "3 Jan, no year"],
    ["XXXX-05", "May, no year"],
  ])("%s is said as %s", (edtf, said) => expect(say(edtf)).toBe(said));
});
