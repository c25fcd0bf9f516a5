// What another coder says at words that the rules have coded: the same, or otherwise.

import { names, statusName, tollName, typeName, whenName, whereName } from "./format";
import type { Account, EventMention } from "./model";

/** The coder that every case has. */
export const RULES = "rules";

/** A field as two coders have it. */
export interface Compared {
  field: string;
  same: boolean;
  /** What the other coder says. */
  theirs: string;
}

const FIELDS: [string, (one: EventMention) => unknown, (one: EventMention) => string][] = [
  ["what", (one) => [one.type, ...[...one.modes].sort()], what],
  ["status", (one) => one.status, (one) => statusName(one.status)],
  ["who", (one) => ids(one.actors), (one) => names(one.actors, 9)],
  ["whom", (one) => ids(one.recipients), (one) => names(one.recipients, 9)],
  ["when", (one) => one.when.edtf, (one) => whenName(one.when)],
  ["where", (one) => one.where?.name ?? null, (one) => whereName(one.where)],
  ["how many", (one) => one.tolls.map(tollName).sort(), (one) => one.tolls.map(tollName).join(", ") || "no figure"],
];

/** What other coders say at the words of a mention. */
export function codingsAt(document: Account, mention: EventMention): EventMention[] {
  return document.codings.filter((one) => one.start < mention.end && mention.start < one.end);
}

/** Compare another coder's mention with one of ours, field by field. */
export function compared(ours: EventMention, theirs: EventMention): Compared[] {
  return FIELDS.map(([field, value, said]) => ({
    field,
    same: JSON.stringify(value(ours)) === JSON.stringify(value(theirs)),
    theirs: said(theirs),
  }));
}

function what(one: EventMention): string {
  return [typeName(one.type), ...one.modes].join(", ");
}

function ids(parties: EventMention["actors"]): string[] {
  return parties.map((party) => party.id).sort();
}
