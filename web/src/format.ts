// Values in words: how a party, a figure, a place or a voice is said.

import { typeOf } from "./case";
import { say } from "./edtf";
import type { Event, Report, Toll, Voice, When, Where } from "./model";

const NUMBER = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const STATUS: Record<string, string> = {
  occurred: "it happened",
  ongoing: "it goes on",
  planned: "it is planned",
  hypothetical: "it might be",
  denied: "it is denied",
};
export const PRECISION: Record<string, string> = {
  site: "exact site",
  city: "town",
  region: "region",
  country: "country only",
};
export const RELATION: Record<string, string> = {
  leads: "leads",
  member_of: "is a member of",
  part_of: "is part of",
  backs: "backs",
  allied_with: "is allied with",
  opposes: "opposes",
  hosts: "hosts",
  holds_office: "holds the office",
  neighbour_of: "is a neighbour of",
};

const FIELDS: Record<string, string> = { actors: "who", recipients: "whom" };

/** What a field of an event is called. */
export function fieldName(field: string): string {
  return FIELDS[field] ?? field;
}

/** "Assault" of ASSAULT. */
export function typeName(type: string): string {
  return type.charAt(0) + type.slice(1).toLowerCase().replaceAll("_", " ");
}

export function statusName(status: string): string {
  return STATUS[status] ?? status;
}

/** Is it told as a fact, rather than planned, denied or thought of? */
export function isReal(event: Pick<Event, "status">): boolean {
  return event.status === "occurred" || event.status === "ongoing";
}

/** "+2.5", "−9": the codebook's score of a type. */
export function scoreName(type: string): string {
  const { score } = typeOf(type);
  return `${score < 0 ? "−" : "+"}${Math.abs(score)}`;
}

/** "A, B and 2 more"; an empty list says so. */
export function names(parties: readonly { name: string }[], most = 3, none = "no one named"): string {
  const all = [...new Set(parties.map((party) => party.name))];
  if (all.length === 0) return none;
  if (all.length > most) return `${all.slice(0, most - 1).join(", ")} and ${all.length - most + 1} more`;
  return all.length === 1 ? all[0]! : `${all.slice(0, -1).join(", ")} and ${all[all.length - 1]}`;
}

export function count(number: number, one: string, several = `${one}s`): string {
  return `${NUMBER.format(number)} ${number === 1 ? one : several}`;
}

export function figure(toll: Pick<Toll, "low" | "best" | "high">): string {
  const { low, best, high } = toll;
  if (low !== null && high !== null && low !== high) return `${NUMBER.format(low)}–${NUMBER.format(high)}`;
  if (low !== null && high === null) return `at least ${NUMBER.format(low)}`;
  if (low === null && high !== null) return `at most ${NUMBER.format(high)}`;
  const number = best ?? low;
  return number === null ? "an open number" : NUMBER.format(number);
}

export function tollName(toll: Pick<Toll, "low" | "best" | "high" | "role">): string {
  return `${figure(toll)} ${toll.role}`;
}

export function whenName(when: When | null): string {
  return say(when?.edtf);
}

export function whereName(where: Where | null): string {
  return where ? where.name : "no place";
}

export function voiceName(voices: readonly Voice[]): string {
  const inner = voices.filter((voice) => voice.kind !== "outlet");
  return inner.length > 0 ? inner.map((voice) => voice.name).join(", citing ") : "the outlet itself";
}

/** The title of an event in one line, for lists and for screen readers. */
export function eventTitle(event: Event): string {
  if (event.actors.length + event.recipients.length === 0) return "Unnamed parties";
  const whom = event.recipients.length > 0 ? ` → ${names(event.recipients)}` : "";
  return `${names(event.actors, 3, "Unnamed")}${whom}`;
}

/** The words that the reports use for the act, the most frequent first. */
export function words(reports: readonly Report[]): string[] {
  const counts = new Map<string, number>();
  for (const { wording } of reports) for (const word of wording) counts.set(word, (counts.get(word) ?? 0) + 1);
  if (counts.size < 2) return [...counts.keys()];
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([word]) => word);
}
