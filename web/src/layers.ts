// What lies over a text: each kind of mention as a layer of marks, and the words that explain a mark.

import type { Case } from "./case";
import { codingsAt, compared, RULES } from "./codings";
import { say } from "./edtf";
import { count, figure, names, PRECISION, RELATION, statusName, tollName, typeName, voiceName } from "./format";
import type { Account, EventMention } from "./model";
import type { Range } from "./text";

export type LayerName =
  "events" | "actors" | "quotes" | "figures" | "times" | "places" | "ties" | "wording" | "notes" | "hedges" | "judged";
export const LAYERS: readonly LayerName[] = [
  "events",
  "actors",
  "quotes",
  "figures",
  "times",
  "places",
  "ties",
  "wording",
  "notes",
  "hedges",
  "judged",
];

/** A line of an explanation: what is told, and the value; `to` leads elsewhere. */
export interface Fact {
  name: string;
  value: string;
  to?: { view: string; id: string; at?: Range };
  /** The field that a judgement of this line is about. */
  field?: string;
}

/** A marked range of a text; the explanation is made when it is asked for. */
export interface Mark extends Range {
  layer: LayerName;
  title: string;
  facts: () => Fact[];
  /** The mention that a judgement of this mark is about. */
  mention?: string;
}

/** Every mark of a document, by start, the longer first. */
export function marks(held: Case, document: Account): Mark[] {
  const all = [...events(held, document), ...actors(held, document), ...others(document), ...asides(held, document)];
  return all.sort((a, b) => a.start - b.start || b.end - a.end);
}

function events(held: Case, document: Account): Mark[] {
  return document.mentions.events.map((one) => ({
    start: one.start,
    end: one.end,
    layer: "events",
    mention: one.id,
    title: `${typeName(one.type)}${one.modes.length > 0 ? `: ${one.modes.join(", ")}` : ""}`,
    facts: () => eventFacts(held, document, one),
  }));
}

function eventFacts(held: Case, document: Account, one: EventMention): Fact[] {
  const event = held.event(held.reportOf(one.id)?.event ?? "");
  const facts: Fact[] = [
    { name: "who", value: names(one.actors, 9), field: "actors" },
    { name: "whom", value: names(one.recipients, 9), field: "recipients" },
    { name: "when", value: say(one.when.edtf), field: "when" },
    { name: "where", value: one.where?.name ?? "no place", field: "where" },
    ...one.tolls.map((toll) => ({ name: "how many", value: tollName(toll), field: toll.role })),
    { name: "status", field: "status", value: `${statusName(one.status)}${one.historical ? ", told as history" : ""}` },
    { name: "voice", value: voiceName(one.voices) },
    { name: "score", value: one.score.toFixed(2) },
    ...(one.coder === RULES ? [] : [{ name: "coder", value: `${one.coder}, not the rules` }]),
    ...codingsAt(document, one).map((theirs) => ({ name: theirs.coder, value: codingName(one, theirs) })),
    ...Object.entries(one.reasons).map(([name, value]) => ({ name: `why: ${name}`, value })),
  ];
  if (event) {
    const told = count(event.reports.length, "document");
    facts.unshift({ name: "event", value: `told by ${told}: see the accounts`, to: { view: "event", id: event.id } });
  }
  return facts;
}

/** What another coder says of a mention, in a line. */
function codingName(ours: EventMention, theirs: EventMention): string {
  const other = compared(ours, theirs).filter((one) => !one.same);
  return other.length === 0 ? "codes it the same" : other.map((one) => `${one.field}: ${one.theirs}`).join("; ");
}

function actors(held: Case, document: Account): Mark[] {
  return document.mentions.actors.map((one) => ({
    start: one.start,
    end: one.end,
    layer: "actors",
    title: one.name,
    facts: () => {
      const id = held.actorId(one);
      return [
        { name: "actor", value: one.name, to: id ? { view: "actor", id } : undefined },
        { name: "kind", value: one.kind },
        { name: "country", value: one.country ?? "none" },
        { name: "sector", value: one.sector ?? "not known" },
        { name: "why", value: one.reason },
      ];
    },
  }));
}

function others(document: Account): Mark[] {
  const { quotes, figures, times, places, wording } = document.mentions;
  return [
    ...quotes.flatMap((one) =>
      (one.parts.length > 0 ? one.parts : [one]).map((part) =>
        mark("quotes", part, `Said by ${one.speaker?.name ?? "an unnamed speaker"}`, [
          { name: "kind", value: `${one.kind} speech` },
          { name: "voice", value: voiceName(one.voices) },
          { name: "why", value: one.reason },
        ]),
      ),
    ),
    ...figures.map((one) =>
      mark("figures", one, `${figure(one)} ${one.unit ?? ""}`.trim(), [
        { name: "counts", value: one.of ?? one.unit ?? "not said" },
        { name: "role", value: one.role ?? "no toll of an event" },
        { name: "about", value: one.approximate ? "approximate" : "as printed" },
        { name: "voice", value: voiceName(one.voices) },
        { name: "why", value: one.reason },
      ]),
    ),
    ...times.map((one) =>
      mark("times", one, one.edtf ? say(one.edtf) : (one.duration ?? "a time that nothing fixes"), [
        { name: "EDTF", value: one.edtf ?? "none" },
        { name: "basis", value: one.anchor ? `${one.basis}, from ${one.anchor}` : one.basis },
        { name: "why", value: one.reason },
      ]),
    ),
    ...places.map((one) =>
      mark("places", one, one.name, [
        { name: "country", value: one.country ?? "none" },
        { name: "known as", value: PRECISION[one.precision] ?? one.precision },
        { name: "point", value: one.lat === null ? "not resolved" : `${one.lat.toFixed(2)}, ${one.lon?.toFixed(2)}` },
        { name: "why", value: one.reason },
      ]),
    ),
    ...wording.map((one) =>
      mark("wording", one, one.kind === "scare" ? "Word in scare quotes" : "A word that takes a side", [
        { name: "neutral", value: one.concept || "none" },
      ]),
    ),
    ...document.mentions.ties.map((one) =>
      mark("ties", one, `${one.a} ${RELATION[one.relation]} ${one.b}`, [
        {
          name: "time",
          value:
            [one.since && `since ${say(one.since)}`, one.until && `until ${say(one.until)}`]
              .filter(Boolean)
              .join(", ") || "no time said",
        },
        { name: "voice", value: voiceName(one.voices) },
        { name: "why", value: one.reason },
      ]),
    ),
  ];
}

/** What stands beside the coding itself: notes with their marks, words that leave a value open, and what was judged wrong. */
function asides(held: Case, document: Account): Mark[] {
  const text = held.text(document);
  const here = (at: Range) => ({ view: "read", id: document.id, at });
  const hedged = [...document.mentions.events, ...document.mentions.figures];
  const hedges = new Map(
    hedged.flatMap((one) => one.hedges.map((hedge) => [`${hedge.start}-${hedge.end}`, { hedge, one }])),
  );
  return [
    ...document.notes.flatMap((one) => [
      mark("notes", one.mark, `Note ${text.slice(one.mark.start, one.mark.end)}`, [
        { name: "note", value: text.slice(one.note.start, one.note.end), to: here(one.note) },
        { name: "source", value: one.source || "none is named" },
        { name: "why", value: one.reason },
      ]),
      mark("notes", one.note, "A note", [
        { name: "its mark", value: text.slice(one.mark.start, one.mark.end), to: here(one.mark) },
        { name: "source", value: one.source || "none is named" },
      ]),
    ]),
    ...[...hedges.values()].map(({ hedge, one }) =>
      mark("hedges", hedge, "Words that leave it open", [
        { name: "of", value: text.slice(one.start, one.end), to: here({ start: one.start, end: one.end }) },
      ]),
    ),
    ...document.left_out.map((one) =>
      mark("judged", one.mention, `Judged to be no ${typeName(one.mention.type).toLowerCase()}`, [
        { name: "why", value: one.reason },
      ]),
    ),
  ];
}

function mark(layer: LayerName, range: Range, title: string, facts: Fact[]): Mark {
  return { start: range.start, end: range.end, layer, title, facts: () => facts };
}
