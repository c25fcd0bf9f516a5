// A table that sorts, filters and downloads.

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { remembered } from "./case";
import { count } from "./format";
import { brushed, useHere, useReady } from "./page";
import { formatRoute } from "./route";
import { Gathered } from "./slices";
import { csv, sorted as inOrder, type Value } from "./table";

export interface Column<Row> {
  name: string;
  /** What is sorted, filtered and downloaded. */
  value: (row: Row) => Value;
  /** What is shown, where that is more than the value. */
  show?: (row: Row) => ComponentChildren;
  number?: boolean;
  /** A few letters that need no heading, such as a date. */
  brief?: boolean;
  /** Offer a list of the values that occur. */
  choose?: boolean;
  /** Long texts, which nobody sorts. */
  unsorted?: boolean;
}

interface GridProps<Row> {
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  /** Column to sort by at first; a minus sign before it sorts downwards. */
  sort: string;
  what: string;
}

/** Rows that are drawn at once: more than a screen holds. */
const AT_ONCE = 25;
/** Rows are drawn before they come into sight, so far below it. */
const AHEAD = "900px";

/** Sorting and filters stand in the address, so that a table can be sent to somebody as it is. */
export function Grid<Row extends object>({ name, rows, columns, sort: first, what }: GridProps<Row>) {
  const { route } = useHere();
  const sort = route.params.sort ?? first;
  const descending = sort.startsWith("-");
  const sortable = columns.filter((column) => !column.unsorted);
  const by = sortable.find((column) => column.name === sort.replace(/^-/, "")) ?? sortable[0]!;
  const ordered = kept(orders(rows), sort, () => inOrder(rows, by.value, descending));
  const { shown, done, key } = useFiltered(ordered, columns);
  const set = (key: string, value: string) =>
    location.replace(formatRoute({ ...route, params: { ...route.params, [key]: value } }));
  return (
    <div class="grid">
      <form class="tools" onSubmit={(event) => event.preventDefault()} role="search" aria-label={`Filter ${what}s`}>
        <label>
          Containing{" "}
          <input
            type="search"
            value={route.params.has ?? ""}
            onInput={(event) => set("has", event.currentTarget.value)}
          />
        </label>
        {columns
          .filter((column) => column.choose)
          .map((column) => (
            <Chooser key={column.name} column={column} rows={rows} value={route.params[column.name] ?? ""} set={set} />
          ))}
        <span class="tally" role="status">
          {!done ? "Looking through " : shown.length === rows.length ? "" : `${shown.length} of `}
          {count(rows.length, what)}
          {!done && " …"}
        </span>
        {done && <Downloads name={name} rows={shown} columns={columns} />}
      </form>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Table of ${what}s`}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading key={column.name} column={column} sorted={by === column} descending={descending} set={set} />
              ))}
            </tr>
          </thead>
          <Rows key={key} rows={shown} columns={columns} />
        </table>
      </div>
      {done && shown.length === 0 && (
        <p class="nothing">
          {rows.length === 0 && !brushed(route) ? `There is no ${what}.` : "Nothing fits these filters."}
        </p>
      )}
    </div>
  );
}

/** Orders of all rows by how they are sorted, and the values of columns by name: they last as long as the rows. */
const orders = remembered((_: readonly unknown[]) => new Map<string, unknown>());
const choices = remembered((_: readonly unknown[]) => new Map<string, unknown>());

interface Known<Key> {
  has: (key: Key) => boolean;
  get: (key: Key) => unknown;
  set: (key: Key, made: unknown) => void;
}

/** What is known under a key; made when it is first asked for. */
function kept<Key, Made>(known: Known<Key>, key: Key, make: () => Made): Made {
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as Made;
}

interface Filtered<Row> {
  shown: readonly Row[];
  /** Were all rows looked through? Those of a large table are, a little at a time; the first hits are shown meanwhile. */
  done: boolean;
  /** A number for each list of rows, so that another list starts from its first row. */
  key: number;
}

/** The rows that hold the words and the chosen values of the address, in the order in which they are given. */
function useFiltered<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[]): Filtered<Row> {
  const { params } = useHere().route;
  const words = (params.has ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = columns.filter((column) => column.choose && params[column.name]);
  const said = useMemo(() => new WeakMap<Row, unknown>(), [rows, columns.length]);
  const fits = (row: Row) =>
    chosen.every((column) => String(column.value(row) ?? "") === params[column.name]) &&
    words.every((word) => kept(said, row, () => textOf(row, columns)).includes(word));
  const asked = JSON.stringify([words, chosen.map((column) => params[column.name])]);
  const all = words.length + chosen.length === 0;
  const looking = useMemo(() => new Gathered(all ? [].values() : fitting(rows, fits)), [rows, asked]);
  const done = useReady(looking);
  const shown = useMemo(() => (all ? rows : [...looking.some]), [rows, looking, done]);
  return { shown, done, key: keyOf(looking) };
}

function* fitting<Row>(rows: readonly Row[], fits: (row: Row) => boolean): Generator<Row | null> {
  for (const row of rows) yield fits(row) ? row : null;
}

/** What a row says in all its columns, in small letters: what is looked for in it. */
function textOf<Row>(row: Row, columns: readonly Column<Row>[]): string {
  return columns
    .map((column) => String(column.value(row) ?? ""))
    .join("\u001f")
    .toLowerCase();
}

const keys = new WeakMap<object, number>();
let latest = 0;

function keyOf(rows: object): number {
  let key = keys.get(rows);
  if (key === undefined) keys.set(rows, (key = ++latest));
  return key;
}

interface RowsProps<Row> {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
}

/** As many rows as the reader has scrolled to, in groups that are drawn once; the end of them brings on the next. */
function Rows<Row>({ rows, columns }: RowsProps<Row>) {
  const [groups, setGroups] = useState(1);
  const end = useRef<HTMLTableSectionElement>(null);
  const more = rows.length > groups * AT_ONCE;
  useEffect(() => {
    if (!more || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setGroups(groups + 1), {
      rootMargin: AHEAD,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [groups, more]);
  return (
    <>
      {Array.from({ length: groups }, (_, group) => (
        <Group key={group} rows={rows} columns={columns} from={group * AT_ONCE} />
      ))}
      {more && (
        <tbody ref={end} class="more">
          <tr>
            <td colSpan={columns.length}>
              <button type="button" onClick={() => setGroups(groups + 5)}>
                {count(rows.length - groups * AT_ONCE, "more row")}
              </button>
            </td>
          </tr>
        </tbody>
      )}
    </>
  );
}

function Group<Row>({ rows, columns, from }: RowsProps<Row> & { from: number }) {
  return useMemo(
    () => (
      <tbody>
        {rows.slice(from, from + AT_ONCE).map((row, index) => (
          <tr key={index}>
            {columns.map((column) => (
              <td key={column.name} class={cellClass(column)} data-name={column.name}>
                {column.show ? column.show(row) : column.value(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    ),
    [rows, from],
  );
}

/** Where columns do not fit, numbers and choices stand beside each other in a line; a choice speaks for itself. */
function cellClass<Row>(column: Column<Row>): string {
  return column.number ? "number" : column.choose || column.brief ? "short" : "";
}

type Setter = (key: string, value: string) => void;

function Heading<Row>({
  column,
  sorted,
  descending,
  set,
}: {
  column: Column<Row>;
  sorted: boolean;
  descending: boolean;
  set: Setter;
}) {
  const down = sorted ? !descending : Boolean(column.number);
  return (
    <th
      scope="col"
      class={column.number ? "number" : ""}
      aria-sort={sorted ? (descending ? "descending" : "ascending") : undefined}
    >
      {column.unsorted ? (
        column.name
      ) : (
        <button type="button" onClick={() => set("sort", `${down ? "-" : ""}${column.name}`)}>
          {column.name}
          <span aria-hidden="true">{sorted ? (descending ? " ↓" : " ↑") : ""}</span>
        </button>
      )}
    </th>
  );
}

function Chooser<Row>({
  column,
  rows,
  value,
  set,
}: {
  column: Column<Row>;
  rows: readonly Row[];
  value: string;
  set: Setter;
}) {
  const occurring = () => [...new Set(rows.map((row) => String(column.value(row) ?? "")))].filter(Boolean).sort();
  const values = kept(choices(rows), column.name, occurring);
  return (
    <label>
      {column.name}{" "}
      <select value={value} onChange={(event) => set(column.name, event.currentTarget.value)}>
        <option value="">any</option>
        {values.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What is shown, as a file. */
export function Downloads<Row>({
  name,
  rows,
  columns,
}: {
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
}) {
  const plain = () => rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, column.value(row)])));
  const titles = columns.map((column) => column.name);
  return (
    <span class="downloads">
      Download{" "}
      <button type="button" onClick={() => save(`${name}.csv`, "text/csv", csv(titles, plain()))}>
        CSV
      </button>{" "}
      <button type="button" onClick={() => save(`${name}.json`, "application/json", JSON.stringify(plain(), null, 2))}>
        JSON
      </button>
    </span>
  );
}

/** Hand a text to the reader as a file. */
export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
