import { independent, typeOf, type Case } from "../case";
import { count, eventTitle, names, typeName, whenName, words } from "../format";
import type { Event } from "../model";
import { useEvents, Link, Section, TypeMark, useHere } from "../page";
import { Atlas } from "./atlas";
import { Matrix } from "./matrix";
import { Network } from "./network";
import { Timeline } from "./timeline";

/** The whole case at a glance; the timeline's brush filters everything below it. */
export function Overview() {
  const here = useHere();
  const events = useEvents();
  return (
    <main class="overview">
      <Lead held={here.case} />
      <Timeline />
      <div class="pair">
        <Atlas events={events} />
        <Network events={events} />
      </div>
      <div class="pair">
        <Ranking
          id="reported"
          title="Most reported"
          note="Documents that copy a text already counted are left out."
          events={top(events, (event) => independent(here.case.accounts(event)))}
          tell={(event) => count(independent(here.case.accounts(event)), "report")}
        />
        <Ranking
          id="disputed"
          title="Most disputed"
          note="Events on which the reports differ in most fields."
          events={top(events, (event) => event.disputed.length).filter((event) => event.disputed.length > 0)}
          tell={(event) =>
            `≠ ${names(
              event.disputed.map((one) => ({ name: one.field })),
              4,
            )}`
          }
        />
      </div>
      <Matrix events={events} />
    </main>
  );
}

const TOP = 8;

function top(events: readonly Event[], weight: (event: Event) => number): Event[] {
  const weighed = events.map((event) => ({ event, weight: weight(event), score: typeOf(event.type).score }));
  weighed.sort((a, b) => b.weight - a.weight || a.score - b.score);
  return weighed.slice(0, TOP).map((one) => one.event);
}

/** What is in the case, said in a sentence a newcomer can read. */
function Lead({ held }: { held: Case }) {
  const disputed = held.events.filter((event) => event.disputed.length > 0).length;
  const alone = held.events.filter((event) => event.reports.length === 1).length;
  return (
    <header class="lead">
      <h1>{held.name}</h1>
      <p>
        <Link view="documents">{count(held.documents.length, "document")}</Link> of{" "}
        {count(held.outlets.length, "outlet")} tell of <Link view="events">{count(held.events.length, "event")}</Link>{" "}
        among <Link view="actors">{count(held.actors.length, "actor")}</Link>. On{" "}
        <Link view="disputes">{disputed}</Link> of them the reports differ; {alone} are told by one document alone.
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
  const { case: held } = useHere();
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
              </p>
            </div>
            <span class="tell">{tell(event)}</span>
          </li>
        ))}
      </ol>
      {events.length === 0 && <p class="nothing">None in this stretch of time.</p>}
    </Section>
  );
}
