// Search over everything that a case holds: paragraphs, events, actors and quotations.

import { outletOf, titleOf, type Case } from "./case";
import { eventTitle, statusName, tollName, typeName, whenName, words } from "./format";
import type { Account, Event } from "./model";
import { Gathered } from "./slices";
import type { Range } from "./text";

/** A thing that can be found; `at` is where it stands in its document. */
export interface Entry {
  kind: string;
  title: string;
  text: string;
  outlets: string[];
  year: string;
  /** The type of an event, else "". */
  type: string;
  view: string;
  target: string;
  at: Range | null;
}

export interface Results {
  hits: Entry[];
  count: number;
  /** For each facet its values with how often they occur, the most frequent first. */
  facets: Record<string, [string, number][]>;
  /** The words that were searched for, as `excerpt` takes them. */
  terms: string[];
}

export const FACETS: [string, (entry: Entry) => string[]][] = [
  ["kind", (entry) => [entry.kind]],
  ["type", (entry) => (entry.type ? [entry.type] : [])],
  ["outlet", (entry) => entry.outlets],
  ["year", (entry) => (entry.year ? [entry.year] : [])],
];

function year(edtf: string | null | undefined): string {
  return /^-?\d{4}/.exec(edtf ?? "")?.[0] ?? "";
}

function* entriesOf(held: Case): Generator<Entry> {
  for (const actor of held.actors) {
    const text = [actor.country, actor.sector, ...actor.variants].filter(Boolean).join(" · ");
    const rest = { outlets: [], year: "", type: "", view: "actor", target: actor.id, at: null };
    yield { kind: "actor", title: actor.name, text, ...rest };
  }
  for (const event of held.events) yield ofEvent(held, event);
  for (const document of held.documents) yield* ofDocument(held, document);
}

function ofEvent(held: Case, event: Event): Entry {
  const reports = held.accounts(event);
  const about = [
    whenName(event.when),
    event.where?.name,
    ...event.modes,
    ...words(reports),
    ...event.tolls.map(tollName),
    statusName(event.status),
  ];
  return {
    kind: "event",
    title: `${typeName(event.type)}: ${eventTitle(event)}`,
    text: about.filter(Boolean).join(" · "),
    type: event.type,
    outlets: [...new Set(reports.map((report) => held.outlet(report)))],
    year: year(event.when?.edtf),
    view: "event",
    target: event.id,
    at: null,
  };
}

function* ofDocument(held: Case, document: Account): Generator<Entry> {
  const text = held.text(document);
  const outlet = outletOf(document);
  const title = titleOf(document);
  const rest = {
    outlets: [outlet],
    year: year(document.meta.published.edtf),
    type: "",
    view: "read",
    target: document.id,
  };
  const about = [document.meta.author, document.meta.url, document.source, ...document.sources];
  yield { kind: "document", title, text: about.filter(Boolean).join(" · "), ...rest, at: null };
  for (const piece of document.pieces) {
    yield { kind: "text", title, text: text.slice(piece.start, piece.end), ...rest, at: piece };
  }
  for (const quote of document.mentions.quotes) {
    const said = `${quote.speaker?.name ?? "An unnamed speaker"}, in ${outlet}`;
    yield { kind: "quotation", title: said, text: text.slice(quote.start, quote.end), ...rest, at: quote };
  }
}

/** Letters without their accents and marks, so that "Erbil" finds "Erbîl". */
export function plain(term: string): string {
  return term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const WORD = /[\p{L}\p{N}]+/gu;
const LETTER = /[\p{L}\p{N}]/u;
/** The last letters of a word of so many and more may be missing. */
const BEGINNING = 3;
/** How much sooner a second occurrence counts less, and how much a long text counts against; the usual ones of BM25. */
const SATURATION = 1.2;
const LENGTH = 0.75;
/** A word in a title counts as so many in the text. */
const IN_TITLE = 2;
/** Hits that are listed. */
export const MOST = 100;

/** An entry, and its words as they are looked through. */
interface Held {
  entry: Entry;
  title: string;
  text: string;
}

const NONE = -1;

/** The values that entries have of a facet, by number: thousands of hits are counted at each letter that is typed. */
class Facet {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();
  /** By entry its first value, and the others of the few entries that have several. */
  private readonly first: number[] = [];
  private readonly more = new Map<number, number[]>();

  add(values: readonly string[]): void {
    const [first = NONE, ...more] = values.map((value) => this.of(value));
    if (more.length > 0) this.more.set(this.first.length, more);
    this.first.push(first);
  }

  has(entry: number, value: number): boolean {
    return this.first[entry] === value || Boolean(this.more.get(entry)?.includes(value));
  }

  /** The values of some entries with how often they occur, the most frequent first. */
  count(entries: readonly number[]): [string, number][] {
    const counts = new Uint32Array(this.names.length);
    for (const entry of entries) {
      if (this.first[entry]! >= 0) counts[this.first[entry]!]!++;
      if (this.more.size > 0) for (const value of this.more.get(entry) ?? []) counts[value]!++;
    }
    const known = this.names.map((name, at): [string, number] => [name, counts[at]!]);
    return known.filter(([, often]) => often > 0).sort((a, b) => b[1] - a[1]);
  }

  of(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) {
      this.numbers.set(name, (number = this.names.length));
      this.names.push(name);
    }
    return number;
  }
}

function* heldBy(held: Case, facets: readonly Facet[]): Generator<Held> {
  for (const entry of entriesOf(held)) {
    for (let at = 0; at < facets.length; at++) facets[at]!.add(FACETS[at]![1](entry));
    // A paragraph bears the title of its document, which is found as the document.
    yield { entry, title: entry.kind === "text" ? "" : plain(entry.title), text: plain(entry.text) };
  }
}

/** Finds entries that hold every word of a query. The texts are read through: a case of 40,000 entries takes 30 ms. */
export class Finder {
  /** What is looked through; a search takes in those that are left. */
  readonly entries: Gathered<Held>;
  private readonly facets = FACETS.map(() => new Facet());

  constructor(held: Case) {
    this.entries = new Gathered(heldBy(held, this.facets));
  }

  find(query: string, chosen: Record<string, string>, most = MOST): Results {
    const all = this.entries.all();
    const terms = [...new Set(plain(query).match(WORD) ?? [])];
    const found = terms.length > 0 ? ranked(all, terms) : [];
    const picked = FACETS.flatMap(([name], at) => {
      const facet = this.facets[at]!;
      return chosen[name] ? [{ facet, value: facet.of(chosen[name]) }] : [];
    });
    const fits = (entry: number) => picked.every(({ facet, value }) => facet.has(entry, value));
    const kept = picked.length > 0 ? found.filter(fits) : found;
    const hits = kept.slice(0, most).map((entry) => all[entry]!.entry);
    const facets = FACETS.map(([name], at) => [name, this.facets[at]!.count(found)]);
    return { hits, count: kept.length, facets: Object.fromEntries(facets), terms };
  }
}

/** The numbers of the entries that hold every term, the best first. */
function ranked(all: readonly Held[], terms: string[]): number[] {
  const often = terms.map((term) => counted(all, term));
  const rare = often.map((counts) => {
    let holding = 0;
    for (let index = 0; index < counts.length; index++) if (counts[index]! > 0) holding++;
    return Math.log(1 + (all.length - holding + 0.5) / (holding + 0.5));
  });
  let letters = 0;
  for (let index = 0; index < all.length; index++) letters += all[index]!.text.length;
  const mean = letters / Math.max(1, all.length);
  const scores = new Float64Array(all.length);
  const found: number[] = [];
  for (let index = 0; index < all.length; index++) {
    if (often[0]![index] === 0 || !often.every((counts) => counts[index]! > 0)) continue;
    const long = SATURATION * (1 - LENGTH + (LENGTH * all[index]!.text.length) / mean);
    for (let term = 0; term < terms.length; term++) {
      const count = often[term]![index]!;
      scores[index]! += (rare[term]! * count * (SATURATION + 1)) / (count + long);
    }
    found.push(index);
  }
  return found.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** By entry how often it holds a term. */
function counted(all: readonly Held[], term: string): Uint16Array {
  const counts = new Uint16Array(all.length);
  for (let index = 0; index < all.length; index++) {
    const { title, text } = all[index]!;
    counts[index] = times(text, term) + (title ? IN_TITLE * times(title, term) : 0);
  }
  return counts;
}

/** How often a word of the text begins with the term, or is it, where it is short. */
function times(text: string, term: string): number {
  let count = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
    if (at > 0 && isLetter(text, at - 1)) continue;
    if (term.length < BEGINNING && isLetter(text, at + term.length)) continue;
    count++;
  }
  return count;
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58);
  return LETTER.test(text.charAt(at));
}

/** The part of a text around the first term that was found, and the ranges of the terms within it (UTF-16). */
export function excerpt(text: string, terms: readonly string[], most = 260): { text: string; lit: Range[] } {
  const wanted = terms.map(plain);
  const fits = (word: string) =>
    wanted.some((term) => (term.length < BEGINNING ? word === term : word.startsWith(term)));
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter((word) => fits(plain(word[0])));
  const first = found[0]?.index ?? 0;
  const from = Math.max(0, text.length <= most ? 0 : text.lastIndexOf(" ", Math.max(0, first - most / 3)) + 1);
  const cut = from + most < text.length ? text.lastIndexOf(" ", from + most) : -1;
  const to = cut > from ? cut : Math.min(text.length, from + most);
  const lit = found
    .map((word) => ({ start: word.index - from, end: word.index - from + word[0].length }))
    .filter((range) => range.start >= 0 && range.end <= to - from);
  return { text: text.slice(from, to), lit };
}
