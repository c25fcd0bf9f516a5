// Rows that go out of the page: sorting, and what a download holds.

export type Value = string | number | null;

const alphabet = new Intl.Collator();

/** Numbers by size, texts by the alphabet, what is not known last, whichever way the table is sorted. */
export function compare(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const way = typeof a === "number" && typeof b === "number" ? a - b : alphabet.compare(String(a), String(b));
  return descending ? -way : way;
}

/** The rows in the order of a value, which is taken of each row once; rows of equal values stay as they stood. */
export function sorted<Row>(rows: readonly Row[], value: (row: Row) => Value, descending: boolean): Row[] {
  // Each value stands in many rows as a rule: only the different values are compared.
  const having = new Map<Value, Row[]>();
  for (const row of rows) {
    const key = value(row);
    const others = having.get(key);
    if (others) others.push(row);
    else having.set(key, [row]);
  }
  return [...having.keys()].sort((a, b) => compare(a, b, descending)).flatMap((key) => having.get(key)!);
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
