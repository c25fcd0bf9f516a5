import { outletOf, remembered, tally, typeOf, type Case } from "../case";
import { days, isoDay, say } from "../edtf";
import { count, eventTitle, fieldName, names, typeName, whenName, words } from "../format";
import type { Event } from "../model";
import { brushed, InTurn, Link, Section, TypeMark, Unreal, useHere } from "../page";
import { Atlas } from "./atlas";
import { Matrix } from "./matrix";
import { Network } from "./network";
import { Timeline } from "./timeline";

/** The whole case at a glance; the timeline's brush filters everything below it. */
export function Overview() {
  const { case: held } = useHere();
  return (
    <main class="overview">
      <Lead held={held} />
      <Timeline />
      <div class="pair">
        <InTurn turn={1}>{(events) => <Atlas events={events} />}</InTurn>
        <InTurn turn={2}>{(events) => <Network events={events} />}</InTurn>
      </div>
      <InTurn turn={3}>{(events) => <Rankings events={events} />}</InTurn>
      <InTurn turn={4}>{(events) => <Matrix events={events} />}</InTurn>
    </main>
  );
}

function Rankings({ events }: { events: readonly Event[] }) {
  const { case: held } = useHere();
  return (
    <div class="pair">
      <Ranking
        id="reported"
        title="Most reported"
        note="Documents that copy a text already counted are left out."
        events={mostReported(held)(events)}
        tell={(event) => count(held.independent(event), "report")}
      />
      <Ranking
        id="disputed"
        title="Most disputed"
        note="Events on which the reports differ in most fields."
        events={mostDisputed(events)}
        tell={(event) =>
          `≠ ${names(
            event.disputed.map((one) => ({ name: fieldName(one.field) })),
            4,
          )}`
        }
      />
    </div>
  );
}

const TOP = 8;

const mostReported = remembered((held: Case) =>
  remembered((events: readonly Event[]) =>
    top(events, (event) => held.independent(event)).filter((event) => held.independent(event) > 1),
  ),
);
const mostDisputed = remembered((events: readonly Event[]) =>
  top(events, (event) => event.disputed.length).filter((event) => event.disputed.length > 0),
);

/** The events of most weight; of equal ones the more violent. */
function top(events: readonly Event[], weight: (event: Event) => number): Event[] {
  const best: { event: Event; weight: number; score: number }[] = [];
  for (const event of events) {
    const one = { event, weight: weight(event), score: typeOf(event.type).score };
    const at = best.findIndex(
      (other) => one.weight > other.weight || (one.weight === other.weight && one.score < other.score),
    );
    if (at >= 0) best.splice(at, 0, one);
    else if (best.length < TOP) best.push(one);
    if (best.length > TOP) best.pop();
  }
  return best.map((one) => one.event);
}

/** What the lead says of a case. */
const summed = remembered((held: Case) => ({
  disputed: held.events.filter((event) => event.disputed.length > 0).length,
  alone: held.events.filter((event) => event.reports.length === 1).length,
  published: stretchOf(held.documents.map((one) => one.meta.published.edtf)),
  publishers: publishers(held),
  most: busiest(held),
}));

/** What is in the case, said in sentences a newcomer can read. */
function Lead({ held }: { held: Case }) {
  const { disputed, alone, published, publishers, most } = summed(held);
  return (
    <header class="lead">
      <h1>{held.name}</h1>
      <p>
        <Link view="documents">{count(held.documents.length, "document")}</Link> {publishers}
        {published && `, published ${published}`}, {held.documents.length === 1 ? "tells" : "tell"} of{" "}
        <Link view="events">{count(held.events.length, "event")}</Link> among{" "}
        <Link view="actors">{count(held.actors.length, "actor")}</Link>
        {most.length > 0 && ", most often "}
        {most.map((one, index) => (
          <span key={one.id}>
            {index > 0 && (index === most.length - 1 ? " and " : ", ")}
            <Link view="actor" id={one.id}>
              {one.name}
            </Link>
          </span>
        ))}
        . {alone === held.events.length ? "Every event" : count(alone, "event")} {alone === 1 ? "is" : "are"} told by
        one document alone; on <Link view="disputes">{count(disputed, "event")}</Link> the documents contradict each
        other.
      </p>
      <ul class="key" aria-label="How events are drawn">
        {["ASSAULT", "THREATEN", "CONSULT", "AID"].map((type) => (
          <li key={type}>
            <TypeMark type={type} /> {typeOf(type).quad}
          </li>
        ))}
      </ul>
    </header>
  );
}

/** "of 3 outlets", and how many documents name none. */
function publishers(held: Case): string {
  const named = held.documents.filter((one) => one.meta.outlet !== null);
  const outlets = new Set(named.map(outletOf)).size;
  const without = held.documents.length - named.length;
  if (outlets === 0) return "that name no outlet";
  return `of ${count(outlets, "outlet")}${without > 0 ? ` (${without} of them ${without === 1 ? "names" : "name"} none)` : ""}`;
}

/** From when to when, as far as it is known. */
function stretchOf(dates: readonly (string | null)[]): string {
  const known = dates.flatMap((one) => days(one) ?? []);
  if (known.length === 0) return "";
  const from = Math.min(...known.map((one) => one.from));
  const to = Math.max(...known.map((one) => one.to)) - 1;
  return say(from === to ? isoDay(from) : `${isoDay(from)}/${isoDay(to)}`);
}

const BUSIEST = 3;

/** The actors of most events. */
function busiest(held: Case): { id: string; name: string }[] {
  const parties = held.events.flatMap((event) => [...event.actors, ...event.recipients]);
  return tally(parties, (one) => one.id)
    .slice(0, BUSIEST)
    .map(([id]) => ({ id, name: held.nameOf(id) }));
}

function Ranking({
  id,
  title,
  note,
  events,
  tell,
}: {
  id: string;
  title: string;
  note: string;
  events: Event[];
  tell: (event: Event) => string;
}) {
  const { case: held, route } = useHere();
  return (
    <Section id={id} title={title} note={note}>
      <ol class="ranking">
        {events.map((event) => (
          <li key={event.id}>
            <TypeMark type={event.type} />
            <div>
              <Link view="event" id={event.id}>
                {eventTitle(event)}
              </Link>
              <p class="small">
                {typeName(event.type)}: <i>{words(held.accounts(event)).slice(0, 4).join(", ")}</i> ·{" "}
                {whenName(event.when)}
                {event.where ? ` · ${event.where.name}` : ""}
                <Unreal event={event} />
              </p>
            </div>
            <span class="tell">{tell(event)}</span>
          </li>
        ))}
      </ol>
      {events.length === 0 && <p class="nothing">None{brushed(route) ? " in this stretch of time" : ""}.</p>}
    </Section>
  );
}
