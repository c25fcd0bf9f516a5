// The records of src/dragoman that the page shows, written by web/write_types.py. Do not edit by hand.
// Every start and end counts Unicode code points of the document's raw text: see text.ts.

/** What one document says, without its grammar: what is stored, and what `resolve` works on. */
export interface Account {
  id: string;
  source: string;
  text: string;
  meta: Meta;
  pieces: Piece[];
  mentions: Mentions;
  problems: Problem[];
  notes: Note[];
  sources: string[];
  left_out: LeftOut[];
  row: DataRow | null;
  codings: EventMention[];
}

/** A party across documents: one id for the whole case, its canonical name, and the names that were used for it. */
export interface Actor {
  id: string;
  name: string;
  country: string | null;
  sector: string | null;
  variants: string[];
}

/** A noun phrase that stands for a party. */
export interface ActorMention {
  start: number;
  end: number;
  head: number;
  id: string;
  name: string;
  country: string | null;
  sector: string | null;
  kind: "adjective" | "description" | "name" | "office" | "possessive" | "pronoun";
  score: number;
  reason: string;
  person: boolean;
  noun: string;
}

/** What a judgement is about, named so that it is found again after every rule has changed. */
export interface Anchor {
  document: string;
  start: number;
  end: number;
  words: string;
  before: string;
  after: string;
  type: string;
}

/** Events that stated steps hold together, by time; `steps` in the order in which they lead on from each other. */
export interface Chain {
  events: string[];
  steps: Step[];
}

/** The chains of a case, and the rings that were taken out of them; nothing is left out of both. */
export interface Chains {
  chains: Chain[];
  rings: Telling[];
}

/** Two ties of one pair that do not go together. */
export interface Contrast {
  kind: "change" | "dispute";
  one: Tie;
  other: Tie;
  reason: string;
}

/** What one party did to the other in a period: acts of cooperation and of conflict, and PLOVER's scores of each. */
export interface Count {
  cooperation: number;
  conflict: number;
  cooperation_score: number;
  conflict_score: number;
}

/** A row of event data: of which data set, and which event of it the row tells of. */
export interface DataRow {
  data_set: string;
  event: string;
}

/** A field on which the reports of an event differ. */
export interface Dispute {
  field: string;
  values: DisputedValue[];
}

/** One of the values that reports give for a field, and the reports that give it. */
export interface DisputedValue {
  value: string;
  reports: string[];
}

/** Two parties, `a` before `b` in the alphabet, and what each is told to have done to the other. */
export interface Dyad {
  a: string;
  b: string;
  rows: Row[];
  score: number;
  events: string[];
  tellers: string[];
  reciprocity: Reciprocity[];
}

/** A figure derived from several reports: the lowest, the most reported, the highest. */
export interface Estimate {
  role: string;
  low: number | null;
  best: number | null;
  high: number | null;
}

/** The set of reports that tell of the same thing; its own values are derived from them by a named rule. */
export interface Event {
  id: string;
  type: string;
  modes: string[];
  status: "denied" | "hypothetical" | "occurred" | "ongoing" | "planned";
  when: When | null;
  where: Where | null;
  actors: PartyName[];
  recipients: PartyName[];
  tolls: Estimate[];
  reports: string[];
  disputed: Dispute[];
  silent: string[];
  links: SameEvent[];
  reasons: Record<string, string>;
  related: RelatedEvent[];
}

/** One place in a text that tells of an event. */
export interface EventMention {
  id: string;
  start: number;
  end: number;
  head: number;
  type: string;
  modes: string[];
  contexts: string[];
  status: "denied" | "hypothetical" | "occurred" | "ongoing" | "planned";
  historical: boolean;
  score: number;
  wording: string;
  actors: Party[];
  recipients: Party[];
  when: When;
  where: Where | null;
  tolls: Toll[];
  topic: string[];
  voices: Voice[];
  reasons: Record<string, string>;
  effect: string | null;
  several: boolean;
  hedges: Span[];
  coder: string;
}

/** A stated count, amount, share, age or length of time. */
export interface FigureMention {
  start: number;
  end: number;
  low: number | null;
  high: number | null;
  best: number | null;
  unit: string | null;
  of: string | null;
  approximate: boolean;
  when: string | null;
  head: number;
  role: string | null;
  voices: Voice[];
  reason: string;
  hedges: Span[];
  whose: string | null;
  place: string | null;
}

/** A stated strength of one party at one place. */
export interface Force {
  owner: string | null;
  kind: string;
  what: string;
  place: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  as_of: string | null;
  dated: boolean;
  witness: Witness;
}

/** An issue, how it was found ("known by its words"), who stands where on it, and what else is quoted about it. */
export interface Issue {
  name: string;
  found: string;
  positions: Position[];
  spoken: Spoken[];
}

/** A human decision; it beats every rule. */
export interface Judgement {
  id: string;
  when: string;
  who: string;
  what: "add" | "correct" | "different" | "right" | "same" | "undo" | "unsure" | "wrong";
  about: Anchor[];
  other: Anchor[];
  field: string | null;
  value: Value | null;
  shown: Anchor[];
  why: string;
  of: string | null;
}

/** A mention that a judgement takes out of its document, and that judgement in words. */
export interface LeftOut {
  mention: EventMention;
  reason: string;
}

/** A bond between two events that the text states; the span is the word that states it ("in response to"). */
export interface LinkMention {
  cause: string;
  effect: string;
  relation: "causes" | "follows" | "responds_to";
  start: number;
  end: number;
}

/** All that was found in one document, each kind in text order. */
export interface Mentions {
  actors: ActorMention[];
  times: TimeMention[];
  places: PlaceMention[];
  figures: FigureMention[];
  quotes: QuoteMention[];
  events: EventMention[];
  ties: TieMention[];
  links: LinkMention[];
  wording: WordingMention[];
}

/** What is known of a document as a whole; `pages` as in `Stated`. */
export interface Meta {
  title: string | null;
  author: string | null;
  outlet: string | null;
  language: string | null;
  published: Published;
  url: string | null;
  pages: number[];
}

/** A mark in the text that points to a note, and the note. */
export interface Note {
  mark: Span;
  note: Span;
  stands_for: Span | null;
  reason: string;
  source: string;
}

/** A value of an event that some rules derive otherwise than those by which the case is shown. */
export interface Outcome {
  event: string;
  field: string;
  rules: string[];
  when: When | null;
  where: Where | null;
  parties: PartyName[];
  toll: Estimate | null;
  reason: string;
}

/** An actor or recipient of an event, as its sentence gives it. */
export interface Party {
  start: number;
  end: number;
  id: string;
  name: string;
  country: string | null;
  sector: string | null;
  explicit: boolean;
  reason: string;
  person: boolean;
}

/** A party of an event, without the words that any one report uses for it. */
export interface PartyName {
  id: string;
  name: string;
  country: string | null;
  sector: string | null;
}

/** What the page shows of a situation: what it can count itself, and the network, is left out. */
export interface Picture {
  ties: Tie[];
  contrasts: Contrast[];
  forces: Series[];
  issues: Issue[];
  chains: Chains;
  dyads: Dyad[];
}

/** A run of the raw text with its kind, and the reason why it is of that kind. */
export interface Piece {
  start: number;
  end: number;
  kind: "banner" | "body" | "byline" | "caption" | "comments" | "disclaimer" | "duplicate" | "footnotes" | "nav" | "other" | "pullquote" | "share" | "standfirst" | "title";
  reason: string;
  language: string | null;
}

/** A named place, and where on earth it lies (WGS 84 degrees); a None says that it was not resolved. */
export interface PlaceMention {
  start: number;
  end: number;
  name: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  precision: "city" | "country" | "region" | "site";
  geonames: number | null;
  score: number;
  reason: string;
}

/** What one party is told to want on an issue, by time; `mixed` where it is told to have spoken both ways. */
export interface Position {
  party: string;
  stance: "against" | "for" | "mixed";
  said: Said[];
}

/** Something that could not be done with a document, and what to do about it. */
export interface Problem {
  stage: string;
  code: string;
  message: string;
  source: string;
}

/** When the document was published: an EDTF date or interval, what it rests on, and the words that show it. */
export interface Published {
  edtf: string | null;
  basis: "given" | "inferred" | "none" | "stated";
  because: Span[];
  reason: string;
}

/** What somebody is reported as saying. */
export interface QuoteMention {
  start: number;
  end: number;
  parts: Span[];
  kind: "direct" | "indirect" | "mixed";
  speaker: Speaker | null;
  cue: Span | null;
  voices: Voice[];
  score: number;
  reason: string;
  stance: "asserts" | "holds";
}

/** Whether one party's hostile acts follow the other's. */
export interface Reciprocity {
  actor: string;
  answers: string;
  delay: number | null;
  chance: number | null;
  says: string;
}

/** Another event of the case that this one belongs with, though the two are not the same. */
export interface RelatedEvent {
  event: string;
  relation: "asked_for_by" | "asks_for" | "contains" | "fulfilled_by" | "fulfils" | "part_of";
  score: number;
  reason: string;
}

/** One document's account of one event, put together from that document's mentions of it. */
export interface Report {
  id: string;
  event: string;
  document: string;
  outlet: string | null;
  type: string;
  modes: string[];
  status: "denied" | "hypothetical" | "occurred" | "ongoing" | "planned";
  wording: string[];
  mentions: string[];
  actors: Party[];
  recipients: Party[];
  when: When | null;
  where: Where | null;
  tolls: Toll[];
  voices: Voice[];
  same_text_as: string | null;
  reasons: Record<string, string>;
}

/** A figure of an event that an outlet changed later. */
export interface Revised {
  event: string;
  change: Revision;
}

/** What an outlet says later of a figure: no dispute, since it takes the place of what the outlet said before. */
export interface Revision {
  role: string;
  outlet: string;
  before: string;
  after: string;
  was: Toll;
  now: Toll;
}

/** A period of a dyad; None is the row of what has no time of that precision. */
export interface Row {
  period: string | null;
  forth: Count;
  back: Count;
}

/** One place where a party is told to speak for or against an issue. */
export interface Said {
  stance: "against" | "for";
  act: string;
  on: string | null;
  witness: Witness;
}

/** A link between two mentions or reports that were judged to tell of the same event, with its parts. */
export interface SameEvent {
  a: string;
  b: string;
  score: number;
  reason: string;
}

/** The stated strengths of one party in one kind of force at one place, by time. */
export interface Series {
  owner: string | null;
  kind: string;
  place: string | null;
  forces: Force[];
  disputed: boolean;
}

/** A half-open range of code points of the raw text. */
export interface Span {
  start: number;
  end: number;
}

/** Who is quoted; the span is None where the speaker is known only from elsewhere. */
export interface Speaker {
  name: string | null;
  start: number | null;
  end: number | null;
  id: string | null;
}

/** A time for which a tie is stated, and who states it; None is not said. */
export interface Spell {
  since: string | null;
  until: string | null;
  witnesses: Witness[];
  past: boolean;
}

/** What somebody is quoted as saying about an issue; whether for or against is left to the reader. */
export interface Spoken {
  speaker: string;
  witness: Witness;
}

/** One event that is stated to lead to another; `relation` is what the effect is to the cause. */
export interface Step {
  cause: string;
  effect: string;
  relation: "causes" | "follows" | "responds_to";
  witnesses: Witness[];
}

/** Steps that lead round in a ring: taken together, each of these events comes before itself. */
export interface Telling {
  steps: Step[];
  tellers: string[];
}

/** A lasting bond between two parties, as documents state it; where it runs both ways `a` is the first name. */
export interface Tie {
  a: string;
  relation: "allied_with" | "backs" | "holds_office" | "hosts" | "leads" | "member_of" | "neighbour_of" | "opposes" | "part_of";
  b: string;
  spells: Spell[];
}

/** A lasting bond that the text states between two parties; `a` and `b` are canonical names. */
export interface TieMention {
  start: number;
  end: number;
  a: string;
  relation: "allied_with" | "backs" | "holds_office" | "hosts" | "leads" | "member_of" | "neighbour_of" | "opposes" | "part_of";
  b: string;
  since: string | null;
  until: string | null;
  voices: Voice[];
  reason: string;
  past: boolean;
}

/** A time expression and the calendar time that it means. */
export interface TimeMention {
  start: number;
  end: number;
  edtf: string | null;
  duration: string | null;
  kind: "date" | "duration" | "set" | "time";
  basis: "none" | "relative" | "stated";
  anchor: string;
  score: number;
  reason: string;
}

/** A figure that belongs to an event: how many were killed, injured, detained ...; None is an open bound. */
export interface Toll {
  role: string;
  low: number | null;
  best: number | null;
  high: number | null;
  start: number;
  end: number;
}

/** What a field is, by a judgement; only what the field holds is filled, and a field that is null has no `Value`. */
export interface Value {
  word: string | null;
  words: string[];
  parties: Party[];
  when: When | null;
  where: Where | null;
  toll: Toll | null;
}

/** Who says something: the outlet, a source that it cites, or a speaker; `start`, `end` are None where implied. */
export interface Voice {
  kind: "outlet" | "source" | "speaker";
  name: string;
  start: number | null;
  end: number | null;
}

/** The time of an event: EDTF, the words that say it, and what it rests on. */
export interface When {
  edtf: string | null;
  start: number | null;
  end: number | null;
  basis: "document" | "none" | "relative" | "stated";
}

/** The place of an event, and the words that say it. */
export interface Where {
  name: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  precision: "city" | "country" | "region" | "site";
  start: number;
  end: number;
}

/** Where one document says something, and who says it. */
export interface Witness {
  document: string;
  start: number;
  end: number;
  says: string[];
  on: string | null;
  id: string | null;
}

/** A word that a side chooses for a thing that others call otherwise ("regime", "martyred"), or a scare quote. */
export interface WordingMention {
  start: number;
  end: number;
  of: string;
  kind: "contested" | "scare";
  concept: string;
  word: string;
}

/** A whole case, as `dragoman export --format page` and the server give it; of a large one only what every view needs. */
export interface CaseData {
  name: string;
  version: number;
  documents: Account[];
  actors: Actor[];
  reports: Report[];
  events: Event[];
  /** Those in force, the earliest first. */
  judgements: Judgement[];
  /** False where documents come without their text and mentions, and events and reports without reasons and places. */
  whole: boolean;
  /** Name of the build that is shown, or "". */
  build: string;
  /** Name of the rules by which the events' values are derived. */
  rules: string;
  /** What other rules make of them, where that is something else. */
  outcomes: Outcome[];
  /** Figures that outlets changed later. */
  revisions: Revised[];
}

/** Rows of one kind, column by column: see `columns` of src/dragoman/export/page_data.py. */
export interface Columns {
  names: string[];
  values: unknown[][];
  cells: number[][];
}

type Table = "documents" | "actors" | "reports" | "events";

/** A large case as it is given. */
export type LightData = Omit<CaseData, Table | "outcomes"> & Record<Table, Columns> & {
  /** How many documents each part of an exported page holds; 0 where a server gives the parts. */
  part_documents: number;
};

/** Some records of a case, each of them whole. */
export type Part = Pick<CaseData, "documents" | "reports" | "events" | "outcomes">;
