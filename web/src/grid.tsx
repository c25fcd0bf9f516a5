// A table that sorts, filters and downloads.

import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { count } from "./format";
import { useHere } from "./page";
import { formatRoute } from "./route";
import { compare, csv, type Value } from "./table";

export interface Column<Row> {
  name: string;
  /** What is sorted, filtered and downloaded. */
  value: (row: Row) => Value;
  /** What is shown, where that is more than the value. */
  show?: (row: Row) => ComponentChildren;
  number?: boolean;
  /** Offer a list of the values that occur. */
  choose?: boolean;
}

interface GridProps<Row> {
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  /** Column to sort by at first; a minus sign before it sorts downwards. */
  sort: string;
  what: string;
}

const AT_ONCE = 100;

/** Sorting and filters stand in the address, so that a table can be sent to somebody as it is. */
export function Grid<Row>({ name, rows, columns, sort: first, what }: GridProps<Row>) {
  const { route } = useHere();
  const [most, setMost] = useState(AT_ONCE);
  const sort = route.params.sort ?? first;
  const descending = sort.startsWith("-");
  const by = columns.find((column) => column.name === sort.replace(/^-/, "")) ?? columns[0]!;
  const words = (route.params.has ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = columns.filter((column) => column.choose && route.params[column.name]);
  const shown = useMemo(() => {
    const kept = rows.filter(
      (row) =>
        chosen.every((column) => String(column.value(row) ?? "") === route.params[column.name]) &&
        words.every((word) =>
          columns.some((column) =>
            String(column.value(row) ?? "")
              .toLowerCase()
              .includes(word),
          ),
        ),
    );
    return [...kept].sort((a, b) => compare(by.value(a), by.value(b), descending));
  }, [rows, route]);
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
          {shown.length === rows.length ? "" : `${shown.length} of `}
          {count(rows.length, what)}
        </span>
        <Downloads name={name} rows={shown} columns={columns} />
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
          <tbody>
            {shown.slice(0, most).map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column.name} class={column.number ? "number" : ""} data-name={column.name}>
                    {column.show ? column.show(row) : column.value(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p class="nothing">Nothing fits these filters.</p>}
      {shown.length > most && (
        <button type="button" onClick={() => setMost(most + 5 * AT_ONCE)}>
          Show more of the {shown.length - most} others
        </button>
      )}
    </div>
  );
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
      <button type="button" onClick={() => set("sort", `${down ? "-" : ""}${column.name}`)}>
        {column.name}
        <span aria-hidden="true">{sorted ? (descending ? " ↓" : " ↑") : ""}</span>
      </button>
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
  const values = useMemo(
    () => [...new Set(rows.map((row) => String(column.value(row) ?? "")))].filter(Boolean).sort(),
    [rows],
  );
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
