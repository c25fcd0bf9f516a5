// A case as the views ask for it: the records, looked up by id, with what follows from several of them together.

import { codebook, type TypeOfEvent } from "./codebook";
import { days, type Days } from "./edtf";
import type {
  Account,
  Actor,
  CaseData,
  Event,
  EventMention,
  Judgement,
  Outcome,
  Part,
  Report,
  Revision,
} from "./model";
import { Text, type Range } from "./text";

const UNKNOWN_TYPE: TypeOfEvent = {
  quad: "verbal cooperation",
  score: 0,
  meaning: "Not in the codebook of this page.",
};

export const alphabet = new Intl.Collator();

export class Case {
  readonly name: string;
  readonly events: readonly Event[];
  readonly actors: readonly Actor[];
  readonly reports: readonly Report[];
  /** What people judged, the earliest first. */
  readonly judgements: readonly Judgement[];
  /** Name of the build that is shown, or "". */
  readonly build: string;
  /** Name of the rules by which the events' values are derived. */
  readonly rules: string;
  /** False while something is held back that only single documents need. */
  whole: boolean;
  /** Outlets that wrote the documents, in alphabetical order. */
  readonly outlets: readonly string[];
  private readonly byDocument: Map<string, Account>;
  private readonly byEvent: Map<string, Event>;
  private readonly byActor: Map<string, Actor>;
  private readonly partyNames = new Map<string, string>();
  private readonly actorByName = new Map<string, string>();
  private readonly byReport: Map<string, Report>;
  private readonly reportByMention = new Map<string, Report>();
  private readonly mentionsOf = new Map<string, Map<string, EventMention>>();
  private readonly texts = new Map<string, Text>();
  private readonly spans = new Map<string, Days | null>();
  private readonly told = new Map<string, readonly Report[]>();
  private readonly independents = new Map<string, number>();
  private readonly otherwise = new Map<string, Outcome[]>();
  private readonly changes = new Map<string, Revision[]>();
  private readonly taken = new Set<string>();
  private all: readonly Account[] | null = null;

  constructor(data: CaseData) {
    this.name = data.name;
    this.actors = data.actors;
    this.reports = data.reports;
    this.judgements = data.judgements;
    this.build = data.build;
    this.rules = data.rules;
    this.whole = data.whole;
    this.byDocument = byId(data.documents);
    this.byActor = byId(data.actors);
    this.byReport = byId(data.reports);
    for (const actor of data.actors) {
      for (const name of [...actor.variants, actor.name]) this.actorByName.set(name, actor.id);
    }
    this.events = data.events;
    this.byEvent = byId(data.events);
    for (const report of data.reports) for (const id of report.mentions) this.reportByMention.set(id, report);
    for (const event of data.events) {
      this.spans.set(event.id, days(event.when?.edtf));
      for (const party of [...event.actors, ...event.recipients]) this.partyNames.set(party.id, party.name);
    }
    this.keep(data.outcomes);
    for (const { event, change } of data.revisions) gather(this.changes, event, change);
    this.outlets = [...new Set(data.documents.map(outletOf))].sort(alphabet.compare);
  }

  /** Every document; of those that were held back, only what is known without their text. */
  get documents(): readonly Account[] {
    return (this.all ??= [...this.byDocument.values()]);
  }

  document(id: string): Account | undefined {
    return this.byDocument.get(id);
  }

  event(id: string): Event | undefined {
    return this.byEvent.get(id);
  }

  actor(id: string): Actor | undefined {
    return this.byActor.get(id);
  }

  /** Is all that the case knows of this document, or of this event and the documents that tell of it, at hand? */
  has(id: string): boolean {
    return this.whole || this.taken.has(id);
  }

  /** Take over records that were held back; what was asked for and did not come is not asked for again. */
  take(part: Part, asked: readonly string[]): void {
    this.all = null;
    for (const one of part.documents) {
      this.byDocument.set(one.id, one);
      for (const known of [this.texts, this.mentionsOf]) known.delete(one.id);
    }
    for (const one of part.reports) {
      this.byReport.set(one.id, one);
      this.told.delete(one.event);
    }
    for (const one of part.events) {
      this.byEvent.set(one.id, one);
      this.told.delete(one.id);
    }
    for (const one of part.events) this.otherwise.delete(one.id);
    this.keep(part.outcomes);
    for (const id of [...part.documents.map((one) => one.id), ...asked]) this.taken.add(id);
  }

  private keep(outcomes: readonly Outcome[]): void {
    for (const one of outcomes) gather(this.otherwise, one.event, one);
  }

  /** What other rules make of an event, where that is something else. */
  outcomes(event: Event): readonly Outcome[] {
    return this.otherwise.get(event.id) ?? [];
  }

  /** The figures of an event that outlets changed later. */
  revisions(event: string): readonly Revision[] {
    return this.changes.get(event) ?? [];
  }

  /** The accounts of an event, in the order of their outlets. */
  accounts(event: Event): readonly Report[] {
    let reports = this.told.get(event.id);
    if (!reports) {
      reports = event.reports.flatMap((id) => this.byReport.get(id) ?? []);
      if (reports.length > 1) {
        const named = reports.map((report) => ({ report, outlet: this.outlet(report) }));
        reports = named.sort((a, b) => alphabet.compare(a.outlet, b.outlet)).map((one) => one.report);
      }
      this.told.set(event.id, reports);
    }
    return reports;
  }

  /** The documents that tell of events with an actor. */
  tellers(actor: string): string[] {
    return this.reports
      .filter((report) => [...report.actors, ...report.recipients].some((party) => party.id === actor))
      .map((report) => report.document);
  }

  /** How many documents tell of an event in their own text. */
  independent(event: Event): number {
    let known = this.independents.get(event.id);
    if (known === undefined) this.independents.set(event.id, (known = independent(this.accounts(event))));
    return known;
  }

  /** What an actor is called, also one that only its events name. */
  nameOf(id: string): string {
    return this.byActor.get(id)?.name ?? this.partyNames.get(id) ?? id;
  }

  /** The actor that bears this name, as its own or as one that is used for it. */
  actorNamed(name: string): string | null {
    return this.actorByName.get(name) ?? null;
  }

  report(id: string): Report | undefined {
    return this.byReport.get(id);
  }

  outlet(report: Report): string {
    const document = this.byDocument.get(report.document);
    return document ? outletOf(document) : (report.outlet ?? report.document);
  }

  /** The report that a mention went into. */
  reportOf(mention: string): Report | undefined {
    return this.reportByMention.get(mention);
  }

  /** Where a mention of this id stands in its document. */
  placeOf(document: Account, mention: string | undefined): Range | null {
    const found = document.mentions.events.find((one) => one.id === mention);
    return found ? { start: found.start, end: found.end } : null;
  }

  /** The event mentions that a report was put together from, in text order. */
  mentions(report: Report): EventMention[] {
    let known = this.mentionsOf.get(report.document);
    if (!known) {
      known = byId(this.byDocument.get(report.document)?.mentions.events ?? []);
      this.mentionsOf.set(report.document, known);
    }
    return report.mentions.flatMap((id) => known.get(id) ?? []);
  }

  text(document: Account): Text {
    let text = this.texts.get(document.id);
    if (!text) this.texts.set(document.id, (text = new Text(document.text)));
    return text;
  }

  /** The paragraph that holds a range. */
  paragraph(document: Account, range: Range): Range {
    const piece = document.pieces.find((one) => one.start <= range.start && range.end <= one.end);
    return piece ?? { start: 0, end: this.text(document).length };
  }

  /** The days of an event, or null where nothing dates it. */
  span(event: Event): Days | null {
    return this.spans.get(event.id) ?? null;
  }

  /** The actor of the case that a mention stands for. */
  actorId(mention: { id: string; name: string }): string | null {
    return this.byActor.has(mention.id) ? mention.id : (this.actorByName.get(mention.name) ?? null);
  }
}

function byId<One extends { id: string }>(records: readonly One[]): Map<string, One> {
  return new Map(records.map((record) => [record.id, record]));
}

function gather<One>(map: Map<string, One[]>, key: string, one: One): void {
  const known = map.get(key);
  if (known) known.push(one);
  else map.set(key, [one]);
}

/** The address of a document on the web, or null; nothing but http and https is ever made a link. */
export function webAddress(address: string | null | undefined): string | null {
  return address && /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}

/** Who published a document: its outlet, else the site or file that it came from. */
export const outletOf = remembered((document: Account): string => {
  const address = webAddress(document.meta.url) ?? webAddress(document.source);
  const site = /^https?:\/\/(?:www\.)?([^/]+)/i.exec(address ?? "")?.[1];
  return document.meta.outlet ?? site ?? lastPart(document.source) ?? document.id;
});

function lastPart(source: string): string | undefined {
  return source.split(/[/\\]/).filter(Boolean).pop();
}

/** What a document is called: its title, else the last part of its source. */
export function titleOf(document: Account): string {
  return document.meta.title ?? lastPart(document.source) ?? document.id;
}

/** Make a thing of another once, and give it again for as long as that other lives. */
export function remembered<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}

/** What is laid out of a thing for a frame of some width (pixels): worked out once for each width. */
export function laidOut<Key extends object, Value>(
  layout: (key: Key, width: number) => Value,
): (key: Key, width: number) => Value {
  const byWidth = remembered((_: Key) => new Map<number, Value>());
  return (key, width) => {
    const known = byWidth(key);
    const made = known.get(width) ?? layout(key, width);
    known.set(width, made);
    return made;
  };
}

export function typeOf(type: string): TypeOfEvent {
  return codebook[type] ?? UNKNOWN_TYPE;
}

/** How many documents tell of an event in their own text: copies of a wire story do not count twice. */
export function independent(reports: readonly Report[]): number {
  return reports.filter((report) => report.same_text_as === null).length;
}

/** Count things by key; the most frequent first, ties in the order of their keys. */
export function tally<One>(things: Iterable<One>, key: (one: One) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(key(thing), (counts.get(key(thing)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
