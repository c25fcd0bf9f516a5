import { useState } from "preact/hooks";
import { outletOf, titleOf, webAddress, type Case } from "../case";
import { say } from "../edtf";
import { names, typeName } from "../format";
import { TOLLS, useJudging, type Asking } from "../judging";
import type { Account, EventMention } from "../model";
import { useHere } from "../page";
import { stretched, wholeWords, type Range, type Text } from "../text";

/** The code points that the reader has selected in the text, or null. */
export function selected(text: Text): Range | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = pointOf(text, range.startContainer, range.startOffset);
  const end = pointOf(text, range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  return wholeWords(text, { start, end });
}

/** The code point of a place in the page: each paragraph says at which one its words begin. */
function pointOf(text: Text, node: Node, offset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const words = element?.closest<HTMLElement>(".words-of") ?? element?.querySelector<HTMLElement>(".words-of");
  if (!words) return null;
  const before = document.createRange();
  before.setStart(words, 0);
  if (words.contains(node)) before.setEnd(node, offset);
  return text.point(text.utf16(Number(words.dataset.start)) + before.toString().length);
}

/** Select a range of the text in the page, as a hand would. */
function select(text: Text, range: Range): void {
  const edges = [range.start, range.end].map((point) => placeOf(text, point));
  if (!edges[0] || !edges[1]) return;
  getSelection()?.setBaseAndExtent(edges[0].node, edges[0].offset, edges[1].node, edges[1].offset);
}

/** Where a code point stands in the page: in the last paragraph that begins at it or before it. */
function placeOf(text: Text, point: number): { node: Node; offset: number } | null {
  const paragraphs = [...document.querySelectorAll<HTMLElement>(".words-of")];
  const words = paragraphs.filter((one) => Number(one.dataset.start) <= point).pop();
  if (!words) return null;
  let left = text.utf16(point) - text.utf16(Number(words.dataset.start));
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (
    let node = walker.nextNode() as globalThis.Text | null;
    node;
    node = walker.nextNode() as globalThis.Text | null
  ) {
    if (left <= node.data.length) return { node, offset: left };
    left -= node.data.length;
  }
  return null;
}

/** A click that ends a selection follows no link. */
export function keepSelection(event: MouseEvent): void {
  if (getSelection()?.isCollapsed === false) event.preventDefault();
}

/** S selects the marked word that has the focus; Shift and an arrow move an end of the selection by a word. */
export function chosenByKey(event: KeyboardEvent, text: Text, picked: Range | null): Range | null {
  const link = (event.target as Element).closest<HTMLElement>(".span");
  let next: Range | null = null;
  if (event.key.toLowerCase() === "s" && link && !event.ctrlKey && !event.metaKey && !event.altKey) {
    getSelection()?.selectAllChildren(link);
    next = selected(text);
  } else if (event.shiftKey && picked) {
    if (event.key === "ArrowRight") next = stretched(text, picked, "end", true);
    if (event.key === "ArrowLeft") next = stretched(text, picked, "end", false);
    if (event.key === "ArrowUp") next = stretched(text, picked, "start", true);
    if (event.key === "ArrowDown") next = stretched(text, picked, "start", false);
  }
  if (!next) return picked;
  event.preventDefault();
  select(text, next);
  return next;
}

interface PickedProps {
  document: Account;
  at: Range;
  /** The event mention that the reader looked at last. */
  hand: string | undefined;
}

/** Words that the reader selected: copy them with their source, say what of an event they tell, or add one. */
export function Picked({ document, at, hand }: PickedProps) {
  const { case: held } = useHere();
  const judging = useJudging();
  const words = held.text(document).slice(at.start, at.end);
  const near = [...document.mentions.events].sort((a, b) => far(a, at) - far(b, at));
  const [chosen, setChosen] = useState(near.find((one) => one.id === hand)?.id ?? near[0]?.id ?? "");
  const mention = near.find((one) => one.id === chosen);
  return (
    <div class="picked">
      <p class="words" dir="auto">
        “{words.length > 80 ? `${words.slice(0, 80)}…` : words}”
      </p>
      <Copy text={citation(held, document, at)} />
      {judging && mention && (
        <fieldset>
          <legend>These words tell of</legend>
          <select aria-label="Event" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {near.map((one) => (
              <option key={one.id} value={one.id}>
                {mentionName(one)}
              </option>
            ))}
          </select>
          <span class="fields">
            {FIELDS.map(([field, title]) => (
              <button key={field} type="button" onClick={() => judging(setting(held, document, mention, field, at))}>
                {title}
              </button>
            ))}
            <select
              aria-label="how many"
              value=""
              onChange={(event) => judging(setting(held, document, mention, event.currentTarget.value, at))}
            >
              <option value="">how many …</option>
              {TOLLS.map((role) => (
                <option key={role} value={role}>
                  {role}
                </option>
              ))}
            </select>
          </span>
        </fieldset>
      )}
      {judging && (
        <button type="button" onClick={() => judging({ kind: "add", document: document.id, at, words })}>
          Add an event that was missed here
        </button>
      )}
      {!judging && (
        <p class="small">
          Missed here? <code>{`dragoman judge CASE add ${document.id} ${at.start} ${at.end} TYPE`}</code>
        </p>
      )}
    </div>
  );
}

const FIELDS: [string, string][] = [
  ["actors", "who"],
  ["recipients", "whom"],
  ["when", "when"],
  ["where", "where"],
];

function far(mention: Range, at: Range): number {
  return Math.max(0, mention.start - at.end, at.start - mention.end);
}

function mentionName(one: EventMention): string {
  const whom = one.recipients.length > 0 ? ` → ${names(one.recipients)}` : "";
  return `“${one.wording}” (${typeName(one.type)}: ${names(one.actors, 3, "unnamed")}${whom})`;
}

/** The dialog in which the selected words become a value of an event: what they were read as already, else themselves. */
function setting(held: Case, document: Account, mention: EventMention, field: string, at: Range): Asking {
  const { actors, places, times, figures } = document.mentions;
  const words = held.text(document).slice(at.start, at.end);
  const inside = <One extends Range>(all: readonly One[]) =>
    all.find((one) => one.start < at.end && one.end > at.start);
  const spans: [number, number][] = [[at.start, at.end]];
  const asking = {
    kind: "value" as const,
    id: mention.id,
    of: `${mentionName(mention)}: ${FIELDS.find(([name]) => name === field)?.[1] ?? field}`,
    said: words,
    fields: [field],
    spans,
  };
  if (field === "when") return { ...asking, value: inside(times)?.edtf ?? "" };
  if (field === "where") return { ...asking, value: inside(places)?.name ?? words };
  if (field !== "actors" && field !== "recipients") return { ...asking, value: number(inside(figures), words) };
  const others = mention[field].filter((one) => one.end <= at.start || one.start >= at.end);
  return {
    ...asking,
    value: inside(actors)?.name ?? words,
    beside: others.map((one) => ({ name: one.name, span: [one.start, one.end] as [number, number] })),
  };
}

/** A figure as `dragoman judge` reads it: 8, 8-10, or 8- for at least 8. */
function number(
  found: { low: number | null; high: number | null; best: number | null } | undefined,
  words: string,
): string {
  if (!found) return /\d[\d,]*/.exec(words)?.[0].replaceAll(",", "") ?? "";
  const { low, high, best } = found;
  if (best !== null) return String(best);
  return low !== null ? `${low}-${high ?? ""}` : "";
}

/** “Words” (Outlet: Title, date, where it was found, characters 3 to 9). */
export function citation(held: Case, document: Account, at: Range): string {
  const words = held.text(document).slice(at.start, at.end).replace(/\s+/g, " ");
  const { edtf } = document.meta.published;
  const found = webAddress(document.meta.url) ?? webAddress(document.source) ?? document.source.split(/[/\\]/).pop();
  const about = [`${outletOf(document)}: ${titleOf(document)}`, edtf && say(edtf), found];
  return `“${words}” (${about.filter(Boolean).join(", ")}, characters ${at.start} to ${at.end})`;
}

function Copy({ text }: { text: string }) {
  const [done, setDone] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setDone(true),
      () => setDone(byHand(text)),
    );
  return (
    <button type="button" onClick={copy} title={text}>
      {done ? "Copied" : "Copy with its source"}
    </button>
  );
}

/** Copy in a browser that does not let the page write to the clipboard itself. */
function byHand(text: string): boolean {
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
