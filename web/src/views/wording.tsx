import { useMemo } from "preact/hooks";
import { outletOf, type Case } from "../case";
import { eventTitle, typeName } from "../format";
import { Grid, type Column } from "../grid";
import type { Account, Event, WordingMention } from "../model";
import { Link, useHere } from "../page";
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
  const { case: held } = useHere();
  const rows = useMemo(() => [...contested(held), ...acts(held)], [held]);
  return (
    <main>
      <h1>Wording</h1>
      <p class="note">
        Words that a side chooses for what others call otherwise, words in scare quotes, and the different words that
        reports use for the same act. The neutral word only says which words belong together.
      </p>
      <Grid name="wording" what="word" rows={rows} columns={columns(held)} sort="neutral" />
    </main>
  );
}

function contested(held: Case): Row[] {
  return held.documents.flatMap((document) =>
    document.mentions.wording.map((mention) => {
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
    }),
  );
}

/** The actor or event that a word names. */
function named(held: Case, document: Account, mention: WordingMention) {
  if (!mention.of) return null;
  const event = held.event(mention.of) ?? held.event(held.reportOf(mention.of)?.event ?? "");
  if (event) return { name: eventTitle(event), to: { view: "event", id: event.id } };
  const own = document.mentions.actors.find((one) => one.id === mention.of);
  const id = held.actorId(document, { id: mention.of, name: own?.name ?? "" });
  const actor = id ? held.actor(id) : undefined;
  return actor ? { name: actor.name, to: { view: "actor", id: actor.id } } : null;
}

function acts(held: Case): Row[] {
  return held.events.flatMap((event) => {
    const reports = held.accounts(event);
    if (new Set(reports.flatMap((report) => report.wording)).size < 2 || reports.length < 2) return [];
    return reports.flatMap((report) => act(held, event, report.document, held.mentions(report)));
  });
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
