import { Grid, type Column } from "../grid";
import { JudgeButton, useJudging } from "../judging";
import type { Anchor, Judgement, Value } from "../model";
import { figure } from "../format";
import { Link, useHere } from "../page";

/** What people judged; it beats every rule. */
export function Judgements() {
  const { case: held } = useHere();
  const can = useJudging() !== null;
  return (
    <main>
      <h1>Judgements</h1>
      <p class="note">
        What a person says beats what a rule found, and survives every new build.{" "}
        {can
          ? "The pencil takes one back; it stays in the book."
          : "They are made with “dragoman judge CASE”, or on the page that “dragoman serve CASE” opens."}
      </p>
      <Grid name="judgements" what="judgement" rows={held.judgements} columns={COLUMNS} sort="-when" />
    </main>
  );
}

function valueName(value: Value | null): string {
  if (!value) return "null";
  const names = [...value.words, ...value.parties.map((party) => party.name)].join(", ");
  const toll = value.toll ? figure(value.toll) : "";
  return value.word ?? value.when?.edtf ?? value.where?.name ?? (toll || names);
}

const COLUMNS: Column<Judgement>[] = [
  { name: "when", brief: true, value: (one) => one.when, show: (one) => one.when.slice(0, 16).replace("T", " ") },
  { name: "who", value: (one) => one.who, choose: true },
  { name: "verdict", value: (one) => one.what, choose: true },
  {
    name: "of",
    value: (one) => [...one.about, ...one.other].map((anchor) => anchor.words).join(" / "),
    show: (one) => (
      <>
        <Words anchors={one.about} />
        {one.other.length > 0 && " and "}
        <Words anchors={one.other} />
      </>
    ),
  },
  { name: "field", value: (one) => one.field, choose: true },
  { name: "value", value: (one) => (one.what === "correct" || one.value ? valueName(one.value) : null) },
  { name: "how it is known", value: (one) => one.why || null },
  {
    name: "id",
    value: (one) => one.id.slice(0, 8),
    show: (one) => (
      <>
        <code>{one.id.slice(0, 8)}</code>{" "}
        <JudgeButton
          label={`the judgement ${one.id.slice(0, 8)}: take it back`}
          asking={{ kind: "undo", id: one.id, of: `${one.who}: ${one.what} ${one.field ?? ""}`.trim() }}
        />
      </>
    ),
  },
];

function Words({ anchors }: { anchors: Anchor[] }) {
  return (
    <>
      {anchors.map((anchor, index) => (
        <span key={index}>
          {index > 0 && ", "}
          <Link view="read" id={anchor.document} at={anchor}>
            “{anchor.words}”
          </Link>
        </span>
      ))}
    </>
  );
}
