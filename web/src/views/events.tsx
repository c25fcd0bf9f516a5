import type { Case } from "../case";
import { eventTitle, fieldName, tollName, typeName, whenName, words } from "../format";
import { Grid, type Column } from "../grid";
import type { Event } from "../model";
import { useEvents, Link, TypeLabel, useHere } from "../page";

/** Every event as one row of a table. */
export function Events() {
  const here = useHere();
  return (
    <main>
      <h1>Events</h1>
      <p class="note">
        An event is the set of reports that tell of the same thing; its values are derived from them by a named rule.
      </p>
      <Grid name="events" what="event" rows={useEvents()} columns={columns(here.case)} sort="date" />
    </main>
  );
}

function disputed(event: Event): string {
  return event.disputed.map((one) => fieldName(one.field)).join(", ");
}

function columns(held: Case): Column<Event>[] {
  return [
    { name: "date", brief: true, value: (event) => event.when?.edtf ?? null, show: (event) => whenName(event.when) },
    {
      name: "type",
      value: (event) => typeName(event.type),
      show: (event) => <TypeLabel type={event.type} />,
      choose: true,
    },
    {
      name: "who and whom",
      value: eventTitle,
      show: (event) => (
        <Link view="event" id={event.id}>
          {eventTitle(event)}
        </Link>
      ),
    },
    { name: "words", value: (event) => words(held.accounts(event)).join(", ") },
    { name: "where", value: (event) => event.where?.name ?? null },
    { name: "how many", value: (event) => event.tolls.map(tollName).join(", ") || null },
    { name: "status", value: (event) => event.status, choose: true },
    { name: "reports", value: (event) => held.independent(event), number: true },
    {
      name: "differ on",
      value: (event) => disputed(event) || null,
      show: (event) => event.disputed.length > 0 && <span class="differs">{disputed(event)}</span>,
    },
  ];
}
