import { useMemo } from "preact/hooks";
import type { Case } from "../case";
import { say } from "../edtf";
import { eventTitle, fieldName, statusName, typeName, whenName } from "../format";
import { Grid, type Column } from "../grid";
import type { Dispute, DisputedValue, Event, Report } from "../model";
import { useEvents, Link, placeIn, TypeLabel, useHere } from "../page";
import type { Range } from "../text";

interface Row {
  event: Event;
  dispute: Dispute;
}

/** Every field on which the reports of an event differ; each value leads to the words. */
export function Disputes() {
  const here = useHere();
  const events = useEvents();
  const rows = useMemo(
    () =>
      events.flatMap((event) =>
        event.disputed.map((dispute) => ({ event, dispute: { ...dispute, values: [...dispute.values].sort(bySize) } })),
      ),
    [events],
  );
  return (
    <main>
      <h1>Disputes</h1>
      <p class="note">
        Where reports of the same event contradict each other. A less precise value, or an open bound that covers the
        other, is no contradiction.
      </p>
      <Grid name="disputes" what="dispute" rows={rows} columns={columns(here.case)} sort="date" />
    </main>
  );
}

/** Numbers by size, everything else by the alphabet. */
function bySize(a: DisputedValue, b: DisputedValue): number {
  return Number(a.value) - Number(b.value) || a.value.localeCompare(b.value);
}

/** The words of a report that give its value for a disputed field. */
function wordsFor(held: Case, report: Report, field: string): { at?: Range; params?: Record<string, string> } {
  const parts = { when: [report.when], where: [report.where], actors: report.actors, recipients: report.recipients };
  const given =
    field in parts ? parts[field as keyof typeof parts] : report.tolls.filter((toll) => toll.role === field);
  const found = given.find((one) => one && one.start !== null && one.end !== null);
  return found ? { at: { start: found.start!, end: found.end! } } : placeIn(held, report);
}

function said(field: string, value: string): string {
  if (field === "when") return say(value);
  return field === "status" ? statusName(value) : value;
}

function columns(held: Case): Column<Row>[] {
  const outlets = (event: Event, reports: string[]) =>
    held.accounts(event).filter((report) => reports.includes(report.id));
  return [
    { name: "date", value: (row) => row.event.when?.edtf ?? null, show: (row) => whenName(row.event.when) },
    {
      name: "type",
      value: (row) => typeName(row.event.type),
      show: (row) => <TypeLabel type={row.event.type} />,
      choose: true,
    },
    {
      name: "event",
      value: (row) => eventTitle(row.event),
      show: (row) => (
        <Link view="event" id={row.event.id}>
          {eventTitle(row.event)}
        </Link>
      ),
    },
    {
      name: "field",
      value: (row) => fieldName(row.dispute.field),
      show: (row) => <span class="differs">{fieldName(row.dispute.field)}</span>,
      choose: true,
    },
    {
      name: "values",
      value: (row) =>
        row.dispute.values
          .map(
            (one) =>
              `${said(row.dispute.field, one.value)} (${outlets(row.event, one.reports)
                .map((report) => held.outlet(report))
                .join(", ")})`,
          )
          .join(" / "),
      show: (row) => (
        <ul class="plain values">
          {row.dispute.values.map((one) => (
            <li key={one.value}>
              <b>{said(row.dispute.field, one.value)}</b>{" "}
              {outlets(row.event, one.reports).map((report, index) => (
                <span key={report.id}>
                  {index > 0 && ", "}
                  <Link view="read" id={report.document} {...wordsFor(held, report, row.dispute.field)}>
                    {held.outlet(report)}
                  </Link>
                </span>
              ))}
            </li>
          ))}
        </ul>
      ),
    },
  ];
}
