// The words of a case that take a side, stand in scare quotes, or name an act that others name otherwise.

import { outletOf, remembered, type Case } from "./case";
import { eventTitle, typeName } from "./format";
import type { Account, Event, WordingMention } from "./model";
import { Gathered } from "./slices";
import type { Range } from "./text";

/** One of these words, where it stands. */
export interface Word {
  word: string;
  neutral: string;
  kind: string;
  thing: string;
  to: { view: string; id: string } | null;
  document: Account;
  outlet: string;
  at: Range;
}

/** A word that an outlet chooses for a thing: how often, and where first. */
export interface Choice {
  word: string;
  number: number;
  first: Word;
}

/** The words for one thing, by the outlet that chooses them. */
export interface Choices {
  neutral: string;
  by: Map<string, Map<string, Choice>>;
  words: Set<string>;
}

/** All words of a case, and who chooses which for the same thing, counted while they are gathered. */
export class Wordings {
  readonly words: Gathered<Word>;
  private readonly things = new Map<string, Choices>();

  constructor(words: Iterable<Word>) {
    this.words = new Gathered(this.counted(words));
  }

  /** What outlets call the same thing, where several call it something else: those on which they differ most first. */
  differing(): Choices[] {
    this.words.all();
    return [...this.things.values()]
      .filter((thing) => thing.by.size > 1 && thing.words.size > 1)
      .sort((a, b) => b.by.size - a.by.size || b.words.size - a.words.size);
  }

  private *counted(words: Iterable<Word>): Generator<Word> {
    for (const one of words) {
      if (one.kind !== "scare quotes" && one.neutral) this.count(one);
      yield one;
    }
  }

  private count(one: Word): void {
    const { neutral, outlet } = one;
    const word = one.word.toLowerCase();
    const thing = getOrSet(this.things, neutral, () => ({ neutral, by: new Map(), words: new Set<string>() }));
    thing.words.add(word);
    const chosen = getOrSet(thing.by, outlet, () => new Map<string, Choice>());
    getOrSet(chosen, word, () => ({ word, number: 0, first: one })).number++;
  }
}

function getOrSet<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

/** The words of one outlet for one thing, the most frequent first, ties by the alphabet. */
export const byFrequency = remembered((chosen: Map<string, Choice>): Choice[] =>
  [...chosen.values()].sort((a, b) => b.number - a.number || (a.word < b.word ? -1 : 1)),
);

export const wordsOf = remembered((held: Case) => new Wordings(all(held)));

function* all(held: Case): Generator<Word> {
  for (const document of held.documents) yield* contested(held, document);
  for (const event of held.events) yield* acts(held, event);
}

function contested(held: Case, document: Account): Word[] {
  return document.mentions.wording.map((mention) => {
    const thing = named(held, document, mention);
    return {
      word: held.text(document).slice(mention.start, mention.end),
      neutral: mention.concept,
      kind: mention.kind === "scare" ? "scare quotes" : "contested",
      thing: thing?.name ?? "",
      to: thing?.to ?? null,
      document,
      outlet: outletOf(document),
      at: mention,
    };
  });
}

/** The actor or event that a word names. */
function named(held: Case, document: Account, mention: WordingMention) {
  if (!mention.of) return null;
  const event = held.event(mention.of) ?? held.event(held.reportOf(mention.of)?.event ?? "");
  if (event) return { name: eventTitle(event), to: { view: "event", id: event.id } };
  const own = document.mentions.actors.find((one) => one.id === mention.of);
  const id = held.actorId({ id: mention.of, name: own?.name ?? "" });
  const actor = id ? held.actor(id) : undefined;
  return actor ? { name: actor.name, to: { view: "actor", id: actor.id } } : null;
}

function acts(held: Case, event: Event): Word[] {
  const reports = held.accounts(event);
  if (new Set(reports.flatMap((report) => report.wording)).size < 2 || reports.length < 2) return [];
  return reports.flatMap((report) => act(held, event, report.document, held.mentions(report)));
}

function act(held: Case, event: Event, id: string, mentions: ReturnType<Case["mentions"]>): Word[] {
  const document = held.document(id);
  if (!document) return [];
  return mentions.map((mention) => ({
    word: mention.wording,
    neutral: typeName(event.type).toLowerCase(),
    kind: "word for an act",
    thing: eventTitle(event),
    to: { view: "event", id: event.id },
    document,
    outlet: outletOf(document),
    at: mention,
  }));
}
