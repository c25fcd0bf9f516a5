import { count, eventTitle, fieldName, names, typeName, whenName } from "../format";
import type { Event, RelatedEvent, Report } from "../model";
import { JudgeButton, useJudging } from "../judging";
import {
  DocumentLink,
  Link,
  Loading,
  NotThere,
  Section,
  TypeLabel,
  TypeMark,
  Unreal,
  useHere,
  useWhole,
} from "../page";
import type { Range } from "../text";
import { Passage } from "./passage";
import { Accounts } from "./accounts";

/** One event: what each document says of it, side by side, then the words themselves. */
export function EventView() {
  const { case: held, route } = useHere();
  const whole = useWhole([], held.event(route.id) ? route.id : undefined);
  const event = held.event(route.id);
  if (!event) return <NotThere what="event" />;
  const reports = held.accounts(event);
  return (
    <main>
      <header class="lead">
        <p class="kicker">
          <TypeLabel type={event.type} />
          {event.modes.length > 0 && `, ${event.modes.join(", ")}`} · {whenName(event.when)}
          {event.where && ` · ${event.where.name}`}
          <Unreal event={event} />
        </p>
        <h1>{eventTitle(event)}</h1>
        <p>{summary(event, reports)}</p>
        <Same event={event} />
      </header>
      {whole && <Accounts event={event} reports={reports} />}
      <Section id="sentences" title="The words" note="The sentences that tell of it, with what was read from them lit.">
        <div class="sentences">
          {whole ? reports.map((report) => <Sentences key={report.id} report={report} />) : <Loading />}
        </div>
      </Section>
      <Related event={event} />
      <Linked event={event} reports={reports} />
      <Why event={event} reports={reports} />
    </main>
  );
}

function summary(event: Event, reports: readonly Report[]): string {
  const told = `${count(reports.length, "document tells", "documents tell")} of it`;
  const differ =
    event.disputed.length > 0
      ? `; they differ on ${names(
          event.disputed.map((one) => ({ name: fieldName(one.field) })),
          9,
        )}`
      : "";
  const silent =
    event.silent.length > 0
      ? `. Silent: ${names(
          event.silent.map((name) => ({ name })),
          9,
        )}`
      : "";
  return `${told}${differ}${silent}.`;
}

/** Two events that are one can be put together here. */
function Same({ event }: { event: Event }) {
  const { case: held } = useHere();
  const judging = useJudging();
  if (!judging) return null;
  const at = held.span(event)?.from ?? null;
  const far = (other: Event) => Math.abs((held.span(other)?.from ?? Infinity) - (at ?? 0));
  const others = held.events
    .filter((other) => other !== event)
    .sort((a, b) => Number(b.type === event.type) - Number(a.type === event.type) || far(a) - far(b))
    .map((other) => ({ id: other.id, name: `${typeName(other.type)}: ${eventTitle(other)}, ${whenName(other.when)}` }));
  return (
    <p class="small">
      Is another event the same?
      <JudgeButton
        label="whether another event is the same"
        asking={{ kind: "pair", id: event.id, of: `The same as “${eventTitle(event)}”?`, others }}
      />
    </p>
  );
}

/** The sentences of one account, with the act, its parties, time, place and figures lit. */
function Sentences({ report }: { report: Report }) {
  const { case: held } = useHere();
  const document = held.document(report.document);
  if (!document) return null;
  return (
    <article>
      <h3>
        <DocumentLink document={document} at={held.mentions(report)[0]} />
      </h3>
      {held.mentions(report).map((mention) => (
        <Passage key={mention.id} document={document} mention={mention} />
      ))}
    </article>
  );
}

const RELATED: Record<RelatedEvent["relation"], string> = {
  part_of: "is part of",
  contains: "contains",
  fulfils: "carries out what was planned",
  fulfilled_by: "was carried out",
  asks_for: "asks for",
  asked_for_by: "was asked for",
};

/** Events that belong with this one, though they are not the same. */
function Related({ event }: { event: Event }) {
  const { case: held } = useHere();
  const found = event.related.flatMap((one) => {
    const other = held.event(one.event);
    return other ? [{ one, other }] : [];
  });
  if (found.length === 0) return null;
  return (
    <Section id="related" title="What it belongs with" note="Put together by a rule; the reason stands beside each.">
      <ul class="plain">
        {found.map(({ one, other }) => (
          <li key={one.relation + other.id}>
            {RELATED[one.relation]} <TypeMark type={other.type} />{" "}
            <Link view="event" id={other.id}>
              {typeName(other.type)}: {eventTitle(other)}
            </Link>{" "}
            <Unreal event={other} />
            <span class="small">
              {whenName(other.when)} · score {one.score.toFixed(2)}
            </span>
            <Parts reason={one.reason} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A score's parts, each with its weight; a reason without weights is shown as it is. */
function Parts({ reason }: { reason: string }) {
  const parts = [...reason.matchAll(/(.+?) ([+-]\d+(?:\.\d+)?)(?:, |$)/g)];
  if (parts.length === 0) return <span class="parts small">{reason}</span>;
  return (
    <span class="parts small">
      {parts.map(([, name, weight]) => (
        <span key={name} class={weight!.startsWith("-") ? "against" : "for"}>
          {name} <b>{weight!.replace("-", "−")}</b>
        </span>
      ))}
    </span>
  );
}

/** Events that the documents themselves bind to this one. */
function Linked({ event, reports }: { event: Event; reports: readonly Report[] }) {
  const { case: held } = useHere();
  const found = new Map<string, { said: string; other: Event; document: string; at: Range }>();
  for (const report of reports) {
    const own = new Set(report.mentions);
    for (const link of held.document(report.document)?.mentions.links ?? []) {
      const forwards = own.has(link.cause);
      if (!forwards && !own.has(link.effect)) continue;
      const other = held.event(held.reportOf(forwards ? link.effect : link.cause)?.event ?? "");
      if (!other || other === event) continue;
      const said = {
        responds_to: ["was answered by", "responds to"],
        causes: ["led to", "was caused by"],
        follows: ["was followed by", "came after"],
      }[link.relation];
      found.set(`${link.relation} ${other.id}`, {
        said: said[forwards ? 0 : 1]!,
        other,
        document: report.document,
        at: link,
      });
    }
  }
  if (found.size === 0) return null;
  return (
    <Section id="linked" title="What it is bound to" note="As the documents themselves state it.">
      <ul class="plain">
        {[...found.values()].map(({ said, other, document, at }) => (
          <li key={other.id + said}>
            <Link view="read" id={document} at={at}>
              {said}
            </Link>{" "}
            <TypeMark type={other.type} />{" "}
            <Link view="event" id={other.id}>
              {typeName(other.type)}: {eventTitle(other)}
            </Link>{" "}
            <Unreal event={other} />
            <span class="small">{whenName(other.when)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Why these reports were put together, and how to judge it elsewhere. */
function Why({ event, reports }: { event: Event; reports: readonly Report[] }) {
  const { case: held } = useHere();
  const outlet = new Map(
    reports.flatMap((report) => [report.id, ...report.mentions].map((id) => [id, held.outlet(report)] as const)),
  );
  return (
    <Section id="why" title="Why" note="Why each value is what it is stands beside it, above.">
      <div class="why">
        {event.links.length > 0 && (
          <details>
            <summary>Why these reports are one event ({count(event.links.length, "link")})</summary>
            <ul class="plain">
              {event.links.map((link) => (
                <li key={link.a + link.b}>
                  {outlet.get(link.a) ?? link.a} and {outlet.get(link.b) ?? link.b}{" "}
                  <span class="small">score {link.score.toFixed(2)}</span>
                  <Parts reason={link.reason} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <details>
          <summary>Ids, and how to judge by command line</summary>
          <p class="small">
            Event {event.id}. In a terminal: <code>dragoman judge CASE right ID FIELD</code>, or <code>wrong</code>,{" "}
            <code>correct</code>, <code>same</code>, <code>different</code>; with the id of a report:
          </p>
          <ul class="plain small">
            {reports.map((report) => (
              <li key={report.id}>
                <code>{report.id}</code> {held.outlet(report)}
              </li>
            ))}
          </ul>
        </details>
      </div>
    </Section>
  );
}
