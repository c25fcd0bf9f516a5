import { remembered, type Case } from "../case";
import { say } from "../edtf";
import { eventTitle, fieldName, statusName, tollName, typeName, whenName } from "../format";
import { Grid, type Column } from "../grid";
import type { Dispute, DisputedValue, Event, Report, Toll } from "../model";
import { useEvents, Link, placeIn, Section, TypeLabel, useHere } from "../page";
import type { Range } from "../text";

interface Row {
  event: Event;
  dispute: Dispute;
}

const disputes = remembered((events: readonly Event[]): Row[] =>
  events.flatMap((event) =>
    event.disputed.map((dispute) => ({ event, dispute: { ...dispute, values: [...dispute.values].sort(bySize) } })),
  ),
);

/** Every field on which the reports of an event differ; each value leads to the words. */
export function Disputes() {
  const here = useHere();
  const rows = disputes(useEvents());
  return (
    <main>
      <h1>Disputes</h1>
      <p class="note">
        Where reports of the same event contradict each other. A less precise value, or an open bound that covers the
        other, is no contradiction.
      </p>
      <Grid name="disputes" what="dispute" rows={rows} columns={columns(here.case)} sort="date" />
      <RevisedFigures />
    </main>
  );
}

/** Figures that an outlet changed later; the later one stands, and the earlier is no dispute. */
function RevisedFigures() {
  const { case: held } = useHere();
  const rows = useEvents().flatMap((event) => held.revisions(event.id).map((change) => ({ event, change })));
  if (rows.length === 0) return null;
  const told = (id: string, toll: Toll) => {
    const report = held.report(id);
    return report ? (
      <Link view="read" id={report.document} at={toll}>
        {tollName(toll)}
      </Link>
    ) : (
      tollName(toll)
    );
  };
  return (
    <Section
      id="revised"
      title="Revised figures"
      note="An outlet gave another figure later. The later one stands; the earlier is no dispute."
    >
      <ul class="plain">
        {rows.map(({ event, change }) => (
          <li key={change.before + change.after + change.role}>
            <Link view="event" id={event.id}>
              {eventTitle(event)}
            </Link>{" "}
            <span class="small">{whenName(event.when)}</span> · {change.outlet}: {told(change.before, change.was)},
            later {told(change.after, change.now)}
          </li>
        ))}
      </ul>
    </Section>
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
    {
      name: "date",
      brief: true,
      value: (row) => row.event.when?.edtf ?? null,
      show: (row) => whenName(row.event.when),
    },
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
