// Search over everything that a case holds: paragraphs, events, actors and quotations.

import MiniSearch from "minisearch";
import { outletOf, titleOf, type Case } from "./case";
import { eventTitle, statusName, tollName, typeName, whenName, words } from "./format";
import type { Range } from "./text";

/** A thing that can be found; `at` is where it stands in its document. */
export interface Entry {
  id: number;
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

export interface Hit {
  entry: Entry;
  terms: string[];
}

export interface Finder {
  entries: Entry[];
  find: (query: string) => Hit[];
}

function entriesOf(held: Case): Omit<Entry, "id">[] {
  const year = (edtf: string | null | undefined) => /^-?\d{4}/.exec(edtf ?? "")?.[0] ?? "";
  const texts = held.documents.flatMap((document) => {
    const text = held.text(document);
    const common = {
      title: titleOf(document),
      outlets: [outletOf(document)],
      year: year(document.meta.published.edtf),
      type: "",
      view: "read",
      target: document.id,
    };
    return [
      {
        ...common,
        kind: "document",
        text: [document.meta.author, document.meta.url, document.source, ...document.sources]
          .filter(Boolean)
          .join(" · "),
        at: null,
      },
      ...document.pieces.map((piece) => ({
        ...common,
        kind: "text",
        text: text.slice(piece.start, piece.end),
        at: piece,
      })),
      ...document.mentions.quotes.map((quote) => ({
        ...common,
        kind: "quotation",
        title: `${quote.speaker?.name ?? "An unnamed speaker"}, in ${outletOf(document)}`,
        text: text.slice(quote.start, quote.end),
        at: quote,
      })),
    ];
  });
  const events = held.events.map((event) => {
    const reports = held.accounts(event);
    return {
      kind: "event",
      title: `${typeName(event.type)}: ${eventTitle(event)}`,
      text: [
        whenName(event.when),
        event.where?.name,
        ...event.modes,
        ...words(reports),
        ...event.tolls.map(tollName),
        statusName(event.status),
      ]
        .filter(Boolean)
        .join(" · "),
      type: event.type,
      outlets: [...new Set(reports.map((report) => held.outlet(report)))],
      year: year(event.when?.edtf),
      view: "event",
      target: event.id,
      at: null,
    };
  });
  const actors = held.actors.map((actor) => ({
    kind: "actor",
    type: "",
    title: actor.name,
    text: [actor.country, actor.sector, ...actor.variants].filter(Boolean).join(" · "),
    outlets: [],
    year: "",
    view: "actor",
    target: actor.id,
    at: null,
  }));
  return [...actors, ...events, ...texts];
}

/** Letters without their accents and marks, so that "Erbil" finds "Erbîl". */
export function plain(term: string): string {
  return term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export function makeFinder(held: Case): Finder {
  const entries = entriesOf(held).map((entry, id) => ({ id, ...entry }));
  const index = new MiniSearch<Entry>({
    fields: ["title", "text"],
    processTerm: plain,
    searchOptions: { boost: { title: 2 }, prefix: (term) => term.length > 2, combineWith: "AND" },
  });
  index.addAll(entries);
  return {
    entries,
    find: (query) => index.search(query).map((hit) => ({ entry: entries[hit.id as number]!, terms: hit.terms })),
  };
}

/** The part of a text around the first term that was found, and the ranges of the terms within it (UTF-16). */
export function excerpt(text: string, terms: readonly string[], most = 260): { text: string; lit: Range[] } {
  const wanted = new Set(terms);
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}'’-]+/gu)].filter((word) => wanted.has(plain(word[0])));
  const first = found[0]?.index ?? 0;
  const from = Math.max(0, text.length <= most ? 0 : text.lastIndexOf(" ", Math.max(0, first - most / 3)) + 1);
  const cut = from + most < text.length ? text.lastIndexOf(" ", from + most) : -1;
  const to = cut > from ? cut : Math.min(text.length, from + most);
  const lit = found
    .map((word) => ({ start: word.index - from, end: word.index - from + word[0].length }))
    .filter((range) => range.start >= 0 && range.end <= to - from);
  return { text: text.slice(from, to), lit };
}
