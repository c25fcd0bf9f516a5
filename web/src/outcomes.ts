// What other rules make of an event: the program worked it out, and the page only chooses.

import { figure, names, tollName, whenName } from "./format";
import type { Estimate, Event, Outcome } from "./model";

/** An event as some rules derive it; what they come to as the case is shown stays, and says so. */
export function byRules(event: Event, outcomes: readonly Outcome[], rules: string): Event {
  const own = new Map(outcomes.filter((one) => one.rules.includes(rules)).map((one) => [one.field, one]));
  const of = (field: string) => own.get(field);
  const reasons = Object.fromEntries(
    Object.keys(event.reasons).map((field) => [field, of(field)?.reason ?? "the same by these rules"]),
  );
  const whom = of("recipients");
  return {
    ...event,
    when: of("when") ? of("when")!.when : event.when,
    where: of("where") ? of("where")!.where : event.where,
    actors: of("actors")?.parties ?? event.actors,
    recipients: whom?.parties ?? event.recipients,
    tolls: event.tolls.map((toll) => of(toll.role)?.toll ?? toll),
    reasons: whom ? { ...reasons, recipients: whom.reason } : reasons,
  };
}

/** The values of some fields that other rules than those chosen come to, each with these rules. */
export function elsewise(
  event: Event,
  outcomes: readonly Outcome[],
  chosen: string,
  shown: string,
): { field: string; rules: string[]; value: string }[] {
  const others = outcomes.filter((one) => !one.rules.includes(chosen));
  const told = others.map((one) => ({ field: one.field, rules: one.rules, value: outcomeName(one) }));
  if (chosen === shown) return told;
  const moved = outcomes.filter((one) => one.rules.includes(chosen)).map((one) => one.field);
  return [...moved.map((field) => ({ field, rules: [shown], value: valueName(event, field) })), ...told];
}

function outcomeName(one: Outcome): string {
  if (one.field === "when") return one.when ? whenName(one.when) : "open";
  if (one.field === "where") return one.where?.name ?? "open";
  return one.toll ? estimateName(one.toll) : names(one.parties);
}

function valueName(event: Event, field: string): string {
  const { when, where } = event;
  const parties = field === "actors" ? event.actors : event.recipients;
  const toll = event.tolls.find((one) => one.role === field) ?? null;
  return outcomeName({ event: event.id, field, rules: [], when, where, parties, toll, reason: "" });
}

/** "3–10 killed, best 3": a figure that is derived from several. */
export function estimateName(toll: Estimate): string {
  const { low, best, high } = toll;
  if (low === null && best === null && high === null) return `an open number ${toll.role}`;
  if (low !== null && low === high && best === low) return tollName(toll);
  return `${tollName(toll)}, ${best === null ? "no best figure" : `best ${figure({ low: best, best, high: best })}`}`;
}
