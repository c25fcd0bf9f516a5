import { remembered, typeOf, type Case } from "../case";
import { Grid, type Column } from "../grid";
import type { Account, Actor, Event } from "../model";
import { useEvents, Link, useHere } from "../page";

interface Row {
  actor: Actor;
  did: number;
  suffered: number;
  conflict: number;
}

/** Every actor of the case as one row of a table. */
export function Actors() {
  const here = useHere();
  const rows = rowsOf(here.case)(useEvents());
  return (
    <main>
      <h1>Actors</h1>
      <Grid name="actors" what="actor" rows={rows} columns={columns(here.case)} sort="-events" />
    </main>
  );
}

const rowsOf = remembered((held: Case) => remembered((events: readonly Event[]) => counted(held, events)));

function counted(held: Case, events: readonly Event[]): Row[] {
  const counts = new Map<string, Row>(
    held.actors.map((actor) => [actor.id, { actor, did: 0, suffered: 0, conflict: 0 }]),
  );
  for (const event of events) {
    const conflict = typeOf(event.type).quad.endsWith("conflict") ? 1 : 0;
    for (const [parties, key] of [
      [event.actors, "did"],
      [event.recipients, "suffered"],
    ] as const) {
      for (const party of parties) {
        const row = counts.get(party.id);
        if (!row) continue;
        row[key]++;
        row.conflict += conflict;
      }
    }
  }
  return [...counts.values()];
}

/** How often each actor is named; counted when all texts are at hand. */
const namings = remembered((held: Case) =>
  remembered((documents: readonly Account[]) => {
    const named = new Map<string, number>();
    for (const document of documents) {
      for (const mention of document.mentions.actors) {
        const id = held.actorId(mention);
        if (id) named.set(id, (named.get(id) ?? 0) + 1);
      }
    }
    return named;
  }),
);

function timesNamed(held: Case): (row: Row) => number {
  const named = namings(held)(held.documents);
  return (row) => named.get(row.actor.id) ?? 0;
}

function columns(held: Case): Column<Row>[] {
  return [
    {
      name: "actor",
      value: (row) => row.actor.name,
      show: (row) => (
        <Link view="actor" id={row.actor.id}>
          {row.actor.name}
        </Link>
      ),
    },
    { name: "country", value: (row) => row.actor.country, choose: true },
    { name: "sector", value: (row) => row.actor.sector, choose: true },
    { name: "events", value: (row) => row.did + row.suffered, number: true },
    { name: "as actor", value: (row) => row.did, number: true },
    { name: "as recipient", value: (row) => row.suffered, number: true },
    { name: "in conflict", value: (row) => row.conflict, number: true },
    ...(held.whole ? [{ name: "times named", value: timesNamed(held), number: true }] : []),
    {
      name: "names used",
      value: (row) => row.actor.variants.join(", "),
      show: (row) => (
        <span class="small">
          {row.actor.variants.slice(0, 6).join(", ")}
          {row.actor.variants.length > 6 && " …"}
        </span>
      ),
    },
  ];
}
