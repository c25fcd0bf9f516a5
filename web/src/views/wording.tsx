import { useEffect, useMemo, useState } from "preact/hooks";
import { outletOf, remembered, tally, type Case } from "../case";
import { count, eventTitle, typeName } from "../format";
import { Downloads, Grid, type Column } from "../grid";
import type { Account, Event, WordingMention } from "../model";
import { afterFrames, Link, Reading, Section, useHere } from "../page";
import { Gathered } from "../slices";
import { sentenceAround, type Range } from "../text";

interface Row {
  word: string;
  neutral: string;
  kind: string;
  thing: string;
  to: { view: string; id: string } | null;
  document: Account;
  at: Range;
}

/** The words that take a side or stand in scare quotes, and those that the reports of one event choose for its act. */
export function Wording() {
  const { case: held, source } = useHere();
  if (held.whole) return <Words />;
  return source.rest ? <Reading title="Wording" /> : <TooMany />;
}

/** Every word of a case that takes a side, stands in scare quotes or names an act that others name otherwise. */
export const wordsOf = remembered((held: Case) => new Gathered(rowsOf(held)));

function* rowsOf(held: Case): Generator<Row> {
  for (const document of held.documents) yield* contested(held, document);
  for (const event of held.events) yield* acts(held, event);
}

function Words() {
  const { case: held } = useHere();
  const rows = wordsOf(held).all();
  return (
    <main>
      <h1>Wording</h1>
      <p class="note">
        Words that a side chooses for what others call otherwise, words in scare quotes, and the different words that
        reports use for the same act. The neutral word only says which words belong together.
      </p>
      <ByOutlet rows={rows} />
      <h2>Every place</h2>
      <Grid name="wording" what="word" rows={rows} columns={columns(held)} sort="neutral" />
    </main>
  );
}

const GROUPS_SHOWN = 12;
/** Those that are drawn at once: the others follow a frame later. */
const GROUPS_AT_ONCE = 3;
/** Words of one outlet for one thing, the most frequent. */
const WORDS_SHOWN = 4;

/** The words for one thing, by the outlet that chooses them. */
interface Choices {
  neutral: string;
  by: Map<string, Row[]>;
  words: Set<string>;
}

/** What outlets call the same thing, where several call it something else: those on which they differ most first. */
const grouped = remembered((rows: readonly Row[]): { outlets: string[]; groups: Choices[] } => {
  const found = new Map<string, Choices>();
  for (const row of rows) {
    if (row.kind === "scare quotes" || !row.neutral) continue;
    const group = found.get(row.neutral) ?? { neutral: row.neutral, by: new Map<string, Row[]>(), words: new Set() };
    found.set(row.neutral, group);
    const outlet = outletOf(row.document);
    const chosen = group.by.get(outlet);
    if (chosen) chosen.push(row);
    else group.by.set(outlet, [row]);
    group.words.add(row.word.toLowerCase());
  }
  const groups = [...found.values()].filter((group) => group.by.size > 1 && group.words.size > 1);
  groups.sort((a, b) => b.by.size - a.by.size || b.words.size - a.words.size);
  return { outlets: [...new Set(rows.map((row) => outletOf(row.document)))].sort(), groups };
});

/** For each neutral word the words that each outlet chooses instead, with how often; those on which outlets differ most. */
function ByOutlet({ rows }: { rows: readonly Row[] }) {
  const [most, setMost] = useState(GROUPS_SHOWN);
  const [drawn, setDrawn] = useState(GROUPS_AT_ONCE);
  const { outlets, groups } = grouped(rows);
  useEffect(() => (drawn < most ? afterFrames(1, () => setDrawn(drawn + GROUPS_AT_ONCE)) : undefined), [drawn, most]);
  if (groups.length === 0) return null;
  return (
    <Section
      id="by-outlet"
      title="Who chooses which word"
      note="For one and the same thing; each word leads to its first place."
    >
      <div class="scroll" tabIndex={0} role="region" aria-label="Words by outlet">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">Neutral word</th>
              {outlets.map((outlet) => (
                <th scope="col" key={outlet}>
                  {outlet}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.slice(0, Math.min(drawn, most)).map((group) => (
              <Choice key={group.neutral} group={group} outlets={outlets} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="tools">
        <Downloads name="words-by-outlet" rows={groups} columns={byOutlet(outlets)} />
      </p>
      {groups.length > most && (
        <button type="button" onClick={() => setMost(groups.length)}>
          Show {count(groups.length - most, "more word")}
        </button>
      )}
    </Section>
  );
}

/** The same as a file: a row each neutral word, a column each outlet. */
function byOutlet(outlets: readonly string[]): Column<Choices>[] {
  return [
    { name: "neutral word", value: (group) => group.neutral },
    ...outlets.map((outlet) => ({
      name: outlet,
      value: (group: Choices) =>
        tally(group.by.get(outlet) ?? [], (row) => row.word.toLowerCase())
          .map(([word, number]) => `${word} (${number})`)
          .join(", ") || null,
    })),
  ];
}

function Chosen({ rows }: { rows: readonly Row[] }) {
  return (
    <>
      {counted(rows).map(({ word, number, first }) => (
        <Link key={word} view="read" id={first.document.id} at={first.at}>
          {word}&nbsp;<small>{number}</small>
        </Link>
      ))}
    </>
  );
}

/** The words of one outlet for one thing, each with its first place; the most frequent first. */
const counted = remembered((rows: readonly Row[]) =>
  tally(rows, (row) => row.word.toLowerCase())
    .slice(0, WORDS_SHOWN)
    .map(([word, number]) => ({ word, number, first: rows.find((row) => row.word.toLowerCase() === word)! })),
);

/** A neutral word with the words of each outlet; drawn once. */
function Choice({ group, outlets }: { group: Choices; outlets: readonly string[] }) {
  return useMemo(
    () => (
      <tr>
        <th scope="row">{group.neutral}</th>
        {outlets.map((outlet) => (
          <td key={outlet} data-name={outlet}>
            {group.by.has(outlet) && <Chosen rows={group.by.get(outlet)!} />}
          </td>
        ))}
      </tr>
    ),
    [group, outlets],
  );
}

/** In a case whose texts stay on the server the words stand with each document and event. */
function TooMany() {
  return (
    <main class="narrow">
      <h1>Wording</h1>
      <p>
        This case is too large to list the words of all its documents here. Each event shows the words that its reports
        choose, each document has a layer of the words that take a side, and{" "}
        <code>dragoman export CASE --format csv</code> writes them all.
      </p>
    </main>
  );
}

function contested(held: Case, document: Account): Row[] {
  return document.mentions.wording.map((mention) => {
    const thing = named(held, document, mention);
    return {
      word: held.text(document).slice(mention.start, mention.end),
      neutral: mention.concept,
      kind: mention.kind === "scare" ? "scare quotes" : "contested",
      thing: thing?.name ?? "",
      to: thing?.to ?? null,
      document,
      at: mention,
    };
  });
}

/** The actor or event that a word names. */
function named(held: Case, document: Account, mention: WordingMention) {
  if (!mention.of) return null;
  const event = held.event(mention.of) ?? held.event(held.reportOf(mention.of)?.event ?? "");
  if (event) return { name: eventTitle(event), to: { view: "event", id: event.id } };
  const own = document.mentions.actors.find((one) => one.id === mention.of);
  const id = held.actorId({ id: mention.of, name: own?.name ?? "" });
  const actor = id ? held.actor(id) : undefined;
  return actor ? { name: actor.name, to: { view: "actor", id: actor.id } } : null;
}

function acts(held: Case, event: Event): Row[] {
  const reports = held.accounts(event);
  if (new Set(reports.flatMap((report) => report.wording)).size < 2 || reports.length < 2) return [];
  return reports.flatMap((report) => act(held, event, report.document, held.mentions(report)));
}

function act(held: Case, event: Event, id: string, mentions: ReturnType<Case["mentions"]>): Row[] {
  const document = held.document(id);
  if (!document) return [];
  return mentions.map((mention) => ({
    word: mention.wording,
    neutral: typeName(event.type).toLowerCase(),
    kind: "word for an act",
    thing: eventTitle(event),
    to: { view: "event", id: event.id },
    document,
    at: mention,
  }));
}

function columns(held: Case): Column<Row>[] {
  const sentence = (row: Row) => {
    const text = held.text(row.document);
    const range = sentenceAround(
      text,
      row.at,
      held.paragraph(row.document, row.at),
      row.document.meta.language ?? "en",
    );
    return { text, range };
  };
  return [
    { name: "neutral", value: (row) => row.neutral || null, choose: true },
    {
      name: "word",
      value: (row) => row.word,
      show: (row) => (
        <Link view="read" id={row.document.id} at={row.at}>
          <i class="serif">{row.word}</i>
        </Link>
      ),
    },
    { name: "kind", value: (row) => row.kind, choose: true },
    { name: "outlet", value: (row) => outletOf(row.document), choose: true },
    {
      name: "of",
      value: (row) => row.thing || null,
      show: (row) =>
        row.to && (
          <Link view={row.to.view} id={row.to.id}>
            {row.thing}
          </Link>
        ),
    },
    {
      name: "sentence",
      value: (row) => {
        const { text, range } = sentence(row);
        return text.slice(range.start, range.end);
      },
      show: (row) => {
        const { text, range } = sentence(row);
        return (
          <span class="serif" dir="auto">
            {text.slice(range.start, row.at.start)}
            <mark>{text.slice(row.at.start, row.at.end)}</mark>
            {text.slice(row.at.end, range.end)}
          </span>
        );
      },
    },
  ];
}
