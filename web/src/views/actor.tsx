import { useMemo } from "preact/hooks";
import { outletOf, tally, type Case } from "../case";
import { count, names, RELATION, typeName, whenName } from "../format";
import { say } from "../edtf";
import type { Account, Actor, Event, QuoteMention, TieMention } from "../model";
import { JudgeButton, useJudging } from "../judging";
import {
  useEvents,
  DocumentLink,
  InTurn,
  Link,
  Loading,
  Nothing,
  NotThere,
  Section,
  TypeMark,
  Unreal,
  useHere,
  useWhole,
} from "../page";
import { dyads, weight } from "../ties";
import type { Range } from "../text";
import { Forces } from "./situation";
import { Statements, useSituation } from "./stated";

/** Documents whose texts are asked for at most, for the names and quotations of one actor in a large case. */
const MOST_TELLERS = 120;

/** One party: how each outlet names it, what it did, what was done to it, what it said, and whom it is bound to. */
export function ActorView() {
  const { case: held, route } = useHere();
  const actor = held.actor(route.id);
  const events = useEvents();
  const tellers = useMemo(() => [...new Set(held.tellers(route.id))].slice(0, MOST_TELLERS), [held, route.id]);
  const whole = useWhole(tellers);
  if (!actor) return <NotThere what="actor" />;
  const did = events.filter((event) => event.actors.some((party) => party.id === actor.id));
  const met = events.filter((event) => event.recipients.some((party) => party.id === actor.id));
  return (
    <main>
      <header class="lead">
        <p class="kicker">
          {[actor.country, actor.sector].filter(Boolean).join(" · ") || "no country or sector known"}
        </p>
        <h1>{actor.name}</h1>
        <p>
          In {count(did.length, "event")} it acts; in {count(met.length, "event")} something is done to it.
        </p>
        <JudgeActor actor={actor} />
      </header>
      <div class="pair">
        <Deeds id="did" title="What it did" events={did} other={(event) => event.recipients} />
        <Deeds id="met" title="What was done to it" events={met} other={(event) => event.actors} />
      </div>
      <InTurn turn={1}>{(events) => <Dealings actor={actor} events={events} />}</InTurn>
      <Standing actor={actor} />
      {whole ? (
        <>
          <InTurn turn={2}>{() => <Names actor={actor} />}</InTurn>
          <div class="pair">
            <InTurn turn={3}>{() => <Said actor={actor} />}</InTurn>
            <InTurn turn={4}>{() => <Ties actor={actor} />}</InTurn>
          </div>
        </>
      ) : (
        <Loading />
      )}
    </main>
  );
}

/** What it is stated to have where, and what it wants; nothing where neither is stated. */
function Standing({ actor }: { actor: Actor }) {
  const told = useSituation();
  if (!told || !("ties" in told)) return null;
  const known = new Set([actor.name, ...actor.variants]);
  const forces = told.forces.filter((one) => one.owner !== null && known.has(one.owner));
  const wants = told.issues.flatMap((issue) =>
    issue.positions.filter((one) => known.has(one.party)).map((position) => ({ issue, position })),
  );
  return (
    <>
      {forces.length > 0 && (
        <Section id="forces" title="What it has where" note="Strengths that documents state; each leads to its words.">
          <Forces series={forces} />
        </Section>
      )}
      {wants.length > 0 && (
        <Section id="wants" title="What it wants">
          {wants.map(({ issue, position }) => (
            <article key={issue.name} class="issue">
              <h3>
                {position.stance === "mixed" ? "For and against" : position.stance === "for" ? "For" : "Against"}:{" "}
                {issue.name}
              </h3>
              <Statements said={position.said} mixed={position.stance === "mixed"} />
            </article>
          ))}
        </Section>
      )}
    </>
  );
}

/** Two actors that are one can be put together here. */
function JudgeActor({ actor }: { actor: Actor }) {
  const { case: held } = useHere();
  const judging = useJudging();
  if (!judging) return null;
  const near = (other: Actor) => Number(other.country === actor.country) + Number(other.sector === actor.sector);
  const others = held.actors
    .filter((other) => other !== actor)
    .sort((a, b) => near(b) - near(a))
    .map((other) => ({ id: other.id, name: [other.name, other.country, other.sector].filter(Boolean).join(", ") }));
  return (
    <p class="small">
      Is another actor the same?
      <JudgeButton
        label="whether another actor is the same"
        asking={{ kind: "pair", id: actor.id, of: `The same as ${actor.name}?`, others }}
      />
    </p>
  );
}

function Deeds({
  id,
  title,
  events,
  other,
}: {
  id: string;
  title: string;
  events: Event[];
  other: (event: Event) => Event["actors"];
}) {
  const { case: held } = useHere();
  const sorted = [...events].sort((a, b) => (held.span(a)?.from ?? Infinity) - (held.span(b)?.from ?? Infinity));
  return (
    <Section id={id} title={title}>
      {events.length === 0 && <Nothing>Nothing that these documents tell of.</Nothing>}
      <ol class="ranking">
        {sorted.map((event) => (
          <li key={event.id}>
            <TypeMark type={event.type} />
            <Link view="event" id={event.id}>
              {typeName(event.type)} · {names(other(event))}
            </Link>
            <span class="tell">
              <Unreal event={event} />
              {whenName(event.when)}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** With whom it had to do, in conflict to the left and in cooperation to the right. */
function Dealings({ actor, events }: { actor: Actor; events: readonly Event[] }) {
  const { case: held } = useHere();
  const pairs = useMemo(() => dyads(events).filter((one) => one.a === actor.id || one.b === actor.id), [events, actor]);
  const most = Math.max(1, ...pairs.map(weight));
  if (pairs.length === 0) return null;
  return (
    <Section
      id="dealings"
      title="With whom"
      note="Events between the two that are told as facts: a full bar is conflict, an open one cooperation."
    >
      <ul class="plain dealings">
        {pairs.slice(0, 20).map((pair) => {
          const other = pair.a === actor.id ? pair.b : pair.a;
          return (
            <li key={other}>
              <Link view="actor" id={other}>
                {held.nameOf(other)}
              </Link>
              <svg
                width="240"
                height="12"
                role="img"
                aria-label={`${pair.conflict} in conflict, ${pair.cooperation} in cooperation`}
              >
                <rect class="full" width={(pair.conflict / most) * 230} height="10" y="1" />
                <rect
                  class="open"
                  x={(pair.conflict / most) * 230 + 1}
                  width={(pair.cooperation / most) * 230}
                  height="9"
                  y="1.5"
                />
              </svg>
              <span class="small">
                {pair.conflict} · {pair.cooperation}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

interface Naming {
  name: string;
  document: Account;
  at: Range;
}

function namings(held: Case, actor: Actor): Naming[] {
  return held.documents.flatMap((document) =>
    document.mentions.actors
      .filter((mention) => mention.kind !== "pronoun" && held.actorId(mention) === actor.id)
      .map((mention) => ({ name: held.text(document).slice(mention.start, mention.end), document, at: mention })),
  );
}

const NAMES_SHOWN = 10;

function Names({ actor }: { actor: Actor }) {
  const { case: held } = useHere();
  const all = useMemo(() => namings(held, actor), [held, actor]);
  return (
    <Section
      id="names"
      title="What each outlet calls it"
      note="How often, most frequent first; each leads to the first place."
    >
      {all.length === 0 && <Nothing>No document names it in a way that could be tied to it.</Nothing>}
      <div class="names">
        {held.outlets.map((outlet) => {
          const own = all.filter((one) => outletOf(one.document) === outlet);
          if (own.length === 0) return null;
          return (
            <div key={outlet}>
              <h3>{outlet}</h3>
              <ul class="plain">
                {tally(own, (one) => one.name)
                  .slice(0, NAMES_SHOWN)
                  .map(([name, number]) => {
                    const first = own.find((one) => one.name === name)!;
                    return (
                      <li key={name}>
                        <Link view="read" id={first.document.id} at={first.at}>
                          {name}
                        </Link>{" "}
                        <span class="small">{number}</span>
                      </li>
                    );
                  })}
              </ul>
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function isSpeaker(held: Case, quote: QuoteMention, actor: Actor): boolean {
  const { speaker } = quote;
  if (!speaker) return false;
  if (speaker.name === actor.name) return true;
  return speaker.id !== null && held.actorId({ id: speaker.id, name: speaker.name ?? "" }) === actor.id;
}

function Said({ actor }: { actor: Actor }) {
  const { case: held } = useHere();
  const quotes = useMemo(
    () =>
      held.documents.flatMap((document) =>
        document.mentions.quotes.filter((quote) => isSpeaker(held, quote, actor)).map((quote) => ({ quote, document })),
      ),
    [held, actor],
  );
  return (
    <Section id="said" title="What it is quoted as saying">
      {quotes.length === 0 && <Nothing>No quotation is tied to it.</Nothing>}
      {quotes.slice(0, 30).map(({ quote, document }) => (
        <blockquote key={`${document.id}${quote.start}`} dir="auto">
          {held.text(document).slice(quote.start, quote.end)}
          <span class="small">
            {quote.kind} speech, in <DocumentLink document={document} at={quote} />
          </span>
        </blockquote>
      ))}
    </Section>
  );
}

function Ties({ actor }: { actor: Actor }) {
  const { case: held } = useHere();
  const found = useMemo(() => {
    const known = new Set([actor.name, ...actor.variants]);
    return held.documents.flatMap((document) =>
      document.mentions.ties.filter((tie) => known.has(tie.a) || known.has(tie.b)).map((tie) => ({ tie, document })),
    );
  }, [held, actor]);
  const byBond = new Map<string, { tie: TieMention; documents: { document: Account; at: Range }[] }>();
  for (const { tie, document } of found) {
    const key = `${tie.a} ${tie.relation} ${tie.b}`;
    const bond = byBond.get(key) ?? { tie, documents: [] };
    bond.documents.push({ document, at: tie });
    byBond.set(key, bond);
  }
  return (
    <Section id="ties" title="Lasting ties" note="As the documents state them.">
      {byBond.size === 0 && <Nothing>None is stated.</Nothing>}
      <ul class="plain">
        {[...byBond.values()].map(({ tie, documents }) => (
          <li key={`${tie.a}${tie.relation}${tie.b}`}>
            {tie.a} <i>{RELATION[tie.relation]}</i> {tie.b}
            {tie.since && `, since ${say(tie.since)}`}
            {tie.until && `, until ${say(tie.until)}`}{" "}
            <span class="small">
              {documents.map(({ document, at }, index) => (
                <span key={index}>
                  {index > 0 && ", "}
                  <DocumentLink document={document} at={at} />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
