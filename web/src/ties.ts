// Who acted on whom: the dyads that events draw, with how often in conflict and how often in cooperation.

import { remembered, typeOf } from "./case";
import { isReal } from "./format";
import type { Event } from "./model";

export interface Dyad {
  a: string;
  b: string;
  conflict: number;
  cooperation: number;
}

/**
 * Pair the parties of each event that is told as a fact: actor with recipient, or, in talks and agreements, the actors among themselves. The
 * busiest pairs come first; of equally busy ones those whose parties have most to do with others.
 */
export const dyads = remembered((events: readonly Event[]): Dyad[] => {
  const found = new Map<string, Dyad>();
  for (const event of events) {
    if (!isReal(event)) continue;
    const conflict = typeOf(event.type).quad.endsWith("conflict");
    for (const [one, other] of pairs(event)) {
      const [a, b] = one < other ? [one, other] : [other, one];
      const dyad = found.get(`${a} ${b}`) ?? { a, b, conflict: 0, cooperation: 0 };
      if (conflict) dyad.conflict++;
      else dyad.cooperation++;
      found.set(`${a} ${b}`, dyad);
    }
  }
  const busy = new Map<string, number>();
  for (const dyad of found.values()) {
    for (const id of [dyad.a, dyad.b]) busy.set(id, (busy.get(id) ?? 0) + weight(dyad));
  }
  const known = (dyad: Dyad) => busy.get(dyad.a)! + busy.get(dyad.b)!;
  const busier = (x: Dyad, y: Dyad) => weight(y) - weight(x) || known(y) - known(x);
  return [...found.values()].sort((x, y) => busier(x, y) || order(x.a, y.a) || order(x.b, y.b));
});

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function weight(dyad: Dyad): number {
  return dyad.conflict + dyad.cooperation;
}

function pairs(event: Event): [string, string][] {
  const actors = event.actors.map((party) => party.id);
  const others = event.recipients.length > 0 ? event.recipients.map((party) => party.id) : actors;
  const reciprocal = event.recipients.length === 0;
  return actors.flatMap((one, index) =>
    others
      .filter((other, at) => other !== one && (!reciprocal || at > index))
      .map((other) => [one, other] as [string, string]),
  );
}
