import { outletOf, remembered, tally, titleOf, webAddress, type Case } from "../case";
import { say } from "../edtf";
import { count } from "../format";
import { Grid, type Column } from "../grid";
import type { Account } from "../model";
import { Link, useHere } from "../page";

/** Every document of the case as one row of a table. */
export function Documents() {
  const { case: held } = useHere();
  return (
    <main>
      <h1>Documents</h1>
      <Grid name="documents" what="document" rows={held.documents} columns={columns(held)} sort="published" />
    </main>
  );
}

/** How many events each document tells of. */
const told = remembered((held: Case) => new Map(tally(held.reports, (report) => report.document)));

function columns(held: Case): Column<Account>[] {
  const reports = told(held);
  return [
    {
      name: "published",
      brief: true,
      value: (one) => one.meta.published.edtf,
      show: (one) => <span title={one.meta.published.reason}>{say(one.meta.published.edtf)}</span>,
    },
    { name: "outlet", value: outletOf, choose: true },
    {
      name: "title",
      value: titleOf,
      show: (one) => (
        <Link view="read" id={one.id}>
          {titleOf(one)}
        </Link>
      ),
    },
    { name: "author", value: (one) => one.meta.author },
    { name: "events", value: (one) => reports.get(one.id) ?? 0, number: true },
    ...(held.whole ? COUNTS : []),
    { name: "language", value: (one) => one.meta.language, choose: true },
    {
      name: "found at",
      value: (one) => [...new Set([one.meta.url ?? one.source, ...one.sources])].join(" "),
      show: (one) => <Place document={one} />,
    },
    {
      name: "problems",
      value: (one) => one.problems.map((problem) => problem.message).join("; ") || null,
    },
  ];
}

const COUNTS: Column<Account>[] = [
  { name: "quotes", value: (one) => one.mentions.quotes.length, number: true },
  { name: "figures", value: (one) => one.mentions.figures.length, number: true },
  { name: "left out", value: (one) => one.pieces.filter((piece) => piece.kind !== "body").length, number: true },
  {
    name: "not coded",
    value: (one) => one.pieces.filter((piece) => piece.kind === "body" && piece.language !== null).length,
    number: true,
  },
];

/** Where a document was found: the site or file, and how many other places have the same text. */
function Place({ document }: { document: Account }) {
  const web = webAddress(document.meta.url) ?? webAddress(document.source);
  const more = document.sources.length;
  return (
    <span class="small">
      {web ? (
        <a href={web} rel="noreferrer noopener" target="_blank">
          {new URL(web).host}
        </a>
      ) : (
        document.source.split(/[/\\]/).pop()
      )}
      {more > 0 && ` and ${count(more, "other place")}`}
    </span>
  );
}
