// Rows that go out of the page: sorting, and what a download holds.

export type Value = string | number | null;

const alphabet = new Intl.Collator();

/** Numbers by size, texts by the alphabet, what is not known last, whichever way the table is sorted. */
export function compare(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const way = typeof a === "number" && typeof b === "number" ? a - b : alphabet.compare(String(a), String(b));
  return descending ? -way : way;
}

/** The rows in the order of a value, which is taken of each row once. */
export function sorted<Row>(rows: readonly Row[], value: (row: Row) => Value, descending: boolean): Row[] {
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  // Each value stands in many rows as a rule: their order is found once, by the alphabet, and numbers are compared then.
  const keys = [...new Set(keyed.map((one) => one.key))].sort((a, b) => compare(a, b, descending));
  const place = new Map(keys.map((key, index) => [key, index]));
  return keyed.sort((a, b) => place.get(a.key)! - place.get(b.key)!).map((one) => one.row);
}

/** Comma-separated values (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csv(columns: readonly string[], rows: readonly Record<string, Value>[]): string {
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column] ?? null)))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
