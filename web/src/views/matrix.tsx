import { useState } from "preact/hooks";
import { remembered, type Case } from "../case";
import { day } from "../edtf";
import { count, eventTitle, fieldName, isReal, whenName, words } from "../format";
import { Downloads, type Column } from "../grid";
import type { Event, Report } from "../model";
import { Link, Nothing, placeIn, Section, TypeMark, Unreal, useHere } from "../page";

const AT_ONCE = 15;

/** Event by outlet: the word that each outlet uses for the act, and who is silent. */
export function Matrix({ events }: { events: readonly Event[] }) {
  const { case: held } = useHere();
  const [most, setMost] = useState(AT_ONCE);
  const several = told(events);
  const rows = inTime(held)(several.length > 0 ? several : events);
  return (
    <Section
      id="coverage"
      title="Who tells of it, in which words"
      note={
        several.length > 0
          ? "Events that more than one document tells of. Each cell holds the words that the outlet uses for the act; a dash is its silence, an empty cell that it published nothing at the time, or is a data set."
          : "Each cell holds the words that the outlet uses for the act; a dash is its silence, an empty cell that it published nothing at the time, or is a data set."
      }
    >
      {rows.length === 0 && <Nothing>No event in this stretch of time.</Nothing>}
      {rows.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Events by outlet">
          <table class="matrix">
            <thead>
              <tr>
                <th scope="col">Event</th>
                {held.outlets.map((outlet) => (
                  <th scope="col" key={outlet}>
                    {outlet}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, most).map((event) => (
                <Row key={event.id} event={event} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && (
        <p class="tools">
          {rows.length > most && (
            <button type="button" onClick={() => setMost(most * 4)}>
              Show more of {count(rows.length - most, "other event")}
            </button>
          )}
          <Downloads name="coverage" rows={rows} columns={columns(held)} />
        </p>
      )}
    </Section>
  );
}

/** The same as a file: a row each event, a column each outlet. */
function columns(held: Case): Column<Event>[] {
  return [
    { name: "event", value: eventTitle },
    { name: "type", value: (event) => event.type },
    { name: "date", value: (event) => event.when?.edtf ?? null },
    { name: "id", value: (event) => event.id },
    ...held.outlets.map((outlet) => ({
      name: `told by ${outlet}`,
      value: (event: Event) => {
        const own = held.accounts(event).filter((report) => held.outlet(report) === outlet);
        if (own.length > 0) return words(own).join(", ") || "told";
        return event.silent.includes(outlet) ? "silent" : null;
      },
    })),
  ];
}

const told = remembered((events: readonly Event[]) => events.filter((event) => event.reports.length > 1));
const inTime = remembered((held: Case) =>
  remembered((events: readonly Event[]) => [...events].sort((a, b) => begin(held, a) - begin(held, b))),
);

function begin(held: Case, event: Event): number {
  return held.span(event)?.from ?? day(9999);
}

function Row({ event }: { event: Event }) {
  const { case: held } = useHere();
  const reports = held.accounts(event);
  return (
    <tr>
      <th scope="row">
        <div>
          <TypeMark type={event.type} />
          <span>
            <Link view="event" id={event.id}>
              {eventTitle(event)}
            </Link>
            <span class="small">
              {whenName(event.when)}
              <Unreal event={event} />
              {event.disputed.length > 0 && (
                <span class="differs">{event.disputed.map((one) => fieldName(one.field)).join(", ")}</span>
              )}
            </span>
          </span>
        </div>
      </th>
      {held.outlets.map((outlet) => (
        <td key={outlet} data-name={outlet}>
          <Cell
            reports={reports.filter((report) => held.outlet(report) === outlet)}
            silent={event.silent.includes(outlet)}
          />
        </td>
      ))}
    </tr>
  );
}

function Cell({ reports, silent }: { reports: readonly Report[]; silent: boolean }) {
  const { case: held } = useHere();
  if (reports.length === 0) {
    if (!silent) return null;
    return (
      <span class="silent" title="silent">
        <span aria-hidden="true">–</span>
        <span class="unseen">silent</span>
      </span>
    );
  }
  return (
    <>
      {reports.map((report) => (
        <Link key={report.id} view="read" id={report.document} {...placeIn(held, report)}>
          {report.wording.slice(0, 3).join(", ") || "told"}
          {!isReal(report) && ` (${report.status})`}
          {report.same_text_as && " (copied)"}
        </Link>
      ))}
    </>
  );
}
