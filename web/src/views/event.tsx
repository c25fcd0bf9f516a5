import { count, eventTitle, names, typeName, whenName } from "../format";
import type { Event, Report } from "../model";
import { DocumentLink, Link, NotThere, Section, TypeLabel, TypeMark, useHere } from "../page";
import type { Range } from "../text";
import { Passage } from "./passage";
import { Accounts } from "./accounts";

/** One event: what each document says of it, side by side, then the words themselves. */
export function EventView() {
  const { case: held, route } = useHere();
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
        </p>
        <h1>{eventTitle(event)}</h1>
        <p>{summary(event, reports)}</p>
      </header>
      <Accounts event={event} reports={reports} />
      <Section id="sentences" title="The words" note="The sentences that tell of it, with what was read from them lit.">
        <div class="sentences">
          {reports.map((report) => (
            <Sentences key={report.id} report={report} />
          ))}
        </div>
      </Section>
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
          event.disputed.map((one) => ({ name: one.field })),
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
            <span class="small">{whenName(other.when)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The written reasons: for the derived values, and for putting these reports together. */
function Why({ event, reports }: { event: Event; reports: readonly Report[] }) {
  const { case: held } = useHere();
  const outlet = new Map(
    reports.flatMap((report) => [report.id, ...report.mentions].map((id) => [id, held.outlet(report)] as const)),
  );
  return (
    <Section id="why" title="Why">
      <div class="why">
        <dl>
          {Object.entries(event.reasons).map(([field, reason]) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>{reason}</dd>
            </div>
          ))}
        </dl>
        {event.links.length > 0 && (
          <details>
            <summary>Why these reports are one event ({count(event.links.length, "link")})</summary>
            <ul class="plain">
              {event.links.map((link) => (
                <li key={link.a + link.b}>
                  {outlet.get(link.a) ?? link.a} and {outlet.get(link.b) ?? link.b}: {link.reason}{" "}
                  <span class="small">score {link.score.toFixed(2)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Section>
  );
}
