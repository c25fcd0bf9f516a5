// Extended date-time strings: what part of the calendar they mean, and how a reader says it.

/** Days since 1970-01-01; `to` is the first day after. */
export interface Days {
  from: number;
  to: number;
}

const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
const SEASONS: Record<number, [string, number, number]> = {
  21: ["spring", 2, 3],
  22: ["summer", 5, 3],
  23: ["autumn", 8, 3],
  24: ["winter", 11, 3],
  33: ["first quarter", 0, 3],
  34: ["second quarter", 3, 3],
  35: ["third quarter", 6, 3],
  36: ["fourth quarter", 9, 3],
};

/** The day number of a date; months run from 0 and may pass 11. */
export function day(year: number, month = 0, date = 1): number {
  const at = new Date(0);
  at.setUTCFullYear(year, month, date);
  return Math.round(at.getTime() / DAY);
}

/** `2020-01-03` of a day number. */
export function isoDay(number: number): string {
  const at = new Date(number * DAY);
  const year = at.getUTCFullYear();
  const digits = year < 0 ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");
  return `${digits}-${String(at.getUTCMonth() + 1).padStart(2, "0")}-${String(at.getUTCDate()).padStart(2, "0")}`;
}

interface Parts {
  year: number;
  month?: number;
  date?: number;
  season?: number;
  unsure: boolean;
  /** 10 for a decade (201X), 100 for a century (19XX). */
  span: number;
}

function parts(one: string): Parts | null {
  const match = /^(-?\d{1,4}X{0,3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?$/.exec(one.replace(/[?~%]/g, ""));
  if (!match) return null;
  const open = (match[1]!.match(/X/g) ?? []).length;
  const month = match[2] && match[2] !== "XX" ? Number(match[2]) : undefined;
  return {
    year: Number(match[1]!.replace(/X/g, "0")),
    month: month !== undefined && month <= 12 ? month - 1 : undefined,
    season: month !== undefined && month > 12 ? month : undefined,
    date: match[3] && match[3] !== "XX" ? Number(match[3]) : undefined,
    unsure: /[?~%]/.test(one),
    span: 10 ** open,
  };
}

function daysOf(part: Parts): Days {
  const { year, month, date, season } = part;
  if (season !== undefined) {
    const [, first, length] = SEASONS[season] ?? ["", 0, 12];
    return { from: day(year, first), to: day(year, first + length) };
  }
  if (month === undefined) return { from: day(year), to: day(year + part.span) };
  if (date === undefined) return { from: day(year, month), to: day(year, month + 1) };
  return { from: day(year, month, date), to: day(year, month, date + 1) };
}

/** The days that an EDTF date or interval means, or null where it means none (no year, or not understood). */
export function days(edtf: string | null | undefined): Days | null {
  if (!edtf) return null;
  const ends = edtf.split("/");
  const known = ends.map((end) => (end === "" || end === ".." ? null : parts(end)));
  const first = known[0] ? daysOf(known[0]) : null;
  const last = known.length > 1 ? (known[1] ? daysOf(known[1]) : null) : first;
  if (!first && !last) return null;
  const from = (first ?? last)!.from;
  return { from, to: Math.max((last ?? first)!.to, from + 1) };
}

function sayOne(part: Parts, withYear: boolean): string {
  const year = part.year < 1 ? `${1 - part.year} BC` : String(part.year);
  const about = part.unsure ? "about " : "";
  if (part.season !== undefined) return `${about}${SEASONS[part.season]?.[0] ?? ""} ${year}`;
  if (part.span > 1) return `${about}${year}s`;
  if (part.month === undefined) return about + year;
  const month = MONTHS[part.month] ?? "";
  const head = part.date === undefined ? month : `${part.date} ${month}`;
  return about + (withYear ? `${head} ${year}` : head);
}

/** "3 Jan, no year" of a date whose year nothing fixes. */
function sayWithoutYear(edtf: string): string {
  const match = /^XXXX-(\d\d)(?:-(\d\d))?$/.exec(edtf);
  const month = match && MONTHS[Number(match[1]) - 1];
  return month ? `${match[2] ? `${Number(match[2])} ` : ""}${month}, no year` : edtf;
}

/** An EDTF date or interval as a reader says it: "3 Jan 2020", "5–11 Apr 2020", "since 2003". */
export function say(edtf: string | null | undefined): string {
  if (!edtf) return "no date";
  const [from, to] = edtf.split("/");
  const first = from ? parts(from) : null;
  if (to === undefined) return first ? sayOne(first, true) : sayWithoutYear(edtf);
  const last = to && to !== ".." ? parts(to) : null;
  if (first && !last) return `since ${sayOne(first, true)}`;
  if (!first && last) return `until ${sayOne(last, true)}`;
  if (!first || !last) return edtf;
  const sameYear = first.year === last.year && first.month !== undefined && last.month !== undefined;
  const sameMonth = sameYear && first.month === last.month && first.date !== undefined && last.date !== undefined;
  if (sameMonth) return `${first.date}–${sayOne(last, true)}`;
  return `${sayOne(first, !sameYear)} – ${sayOne(last, true)}`;
}

const DAYS_OF_A_MONTH = 31;

/** The names of ticks along a time axis, as fine as the ticks lie apart; the year stands where it begins. */
export function tickNames(days: readonly number[]): string[] {
  const step = days.length > 1 ? days[1]! - days[0]! : 1;
  return days.map((number, index) => {
    const at = new Date(number * DAY);
    const year = at.getUTCFullYear();
    const before = index > 0 ? new Date(days[index - 1]! * DAY).getUTCFullYear() : null;
    const month = MONTHS[at.getUTCMonth()]!;
    if (step >= 365) return String(year);
    const name = step < DAYS_OF_A_MONTH - 3 ? `${at.getUTCDate()} ${month}` : month;
    return year === before ? name : `${name} ${year}`;
  });
}

/** How finely a date is known: the mark that a timeline draws depends on it. */
export function isPoint(span: Days): boolean {
  return span.to - span.from <= 1;
}
