import { Fragment } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { outletOf, titleOf, webAddress } from "../case";
import { say } from "../edtf";
import { LAYERS, marks, type LayerName, type Mark } from "../layers";
import type { Account, Piece } from "../model";
import { JudgeButton, TOLLS } from "../judging";
import { Link, Loading, NotThere, useHere, useWhole } from "../page";
import { formatRange, formatRoute, parseRange } from "../route";
import { segments, type Range, type Segment } from "../text";
import { chosenByKey, keepSelection, Picked, selected } from "./picked";

const FIRST_LAYERS: LayerName[] = ["events", "actors", "wording", "notes", "hedges", "judged"];

/** A document with its layers: choose words to read why they were coded. */
export function Reader() {
  const { case: held, route } = useHere();
  const whole = useWhole(held.document(route.id) ? [route.id] : []);
  const document = held.document(route.id);
  const all = useMemo(() => (document && whole ? marks(held, document) : []), [held, document, whole]);
  const asked = parseRange(route.params.at);
  const at = useMemo(
    () => asked ?? (document ? held.placeOf(document, route.params.mention) : null),
    [held, document, route.params.at, route.params.mention],
  );
  const [picked, setPicked] = useState<Range | null>(null);
  const here = at ? all.filter((one) => one.start < at.end && one.end > at.start) : [];
  const [layers, setLayers] = useState<Set<LayerName>>(
    () => new Set([...FIRST_LAYERS, ...here.map((one) => one.layer)]),
  );
  const [dropped, setDropped] = useState(true);
  const lit = useRef<HTMLElement>(null);
  const hand = useRef<string | undefined>(undefined);
  hand.current = here.find((one) => one.mention)?.mention ?? hand.current;
  useEffect(() => lit.current?.scrollIntoView({ block: "center" }), [route.id, whole]);
  if (!document) return <NotThere what="document" />;
  const shown = all.filter((one) => layers.has(one.layer));
  const toggle = (layer: LayerName) => {
    const next = new Set(layers);
    if (!next.delete(layer)) next.add(layer);
    setLayers(next);
  };
  return (
    <main class="reader">
      <Head document={document} />
      <fieldset class="layers">
        <legend>Layers</legend>
        {LAYERS.filter((layer) => all.some((one) => one.layer === layer)).map((layer) => (
          <label key={layer} class={layer}>
            <input type="checkbox" checked={layers.has(layer)} onChange={() => toggle(layer)} /> <span>{layer}</span>{" "}
            <small>{all.filter((one) => one.layer === layer).length}</small>
          </label>
        ))}
        <label class="left">
          <input type="checkbox" checked={dropped} onChange={() => setDropped(!dropped)} /> <span>left out</span>{" "}
          <small>{document.pieces.filter((piece) => piece.kind !== "body").length}</small>
        </label>
      </fieldset>
      {!whole && <Loading />}
      <div class="desk">
        <article
          class="text"
          dir="auto"
          lang={document.meta.language ?? undefined}
          onClickCapture={keepSelection}
          onMouseUp={() => setPicked(selected(held.text(document)))}
          onKeyUp={() => setPicked(selected(held.text(document)) ?? picked)}
          onKeyDown={(event) => setPicked(chosenByKey(event, held.text(document), picked))}
        >
          {document.pieces
            .filter((piece) => dropped || piece.kind === "body" || (at && piece.start < at.end && piece.end > at.start))
            .map((piece) => (
              <Paragraph key={piece.start} document={document} piece={piece} marks={shown} at={at} lit={lit} />
            ))}
        </article>
        <aside aria-label="Why these words were coded">
          {picked && <Picked key={formatRange(picked)} document={document} at={picked} hand={hand.current} />}
          <Explanation document={document} at={at} marks={here} />
        </aside>
      </div>
    </main>
  );
}

function Head({ document }: { document: Account }) {
  const { published } = document.meta;
  const addresses = [...new Set([document.meta.url, document.source, ...document.sources])].filter(
    (one) => one !== null,
  );
  return (
    <header class="lead">
      <p class="kicker">
        {outletOf(document)} ·{" "}
        {published.edtf ? `published ${say(published.edtf)} (${published.basis})` : "no date of publication"}
        {document.meta.author && ` · ${document.meta.author}`}
      </p>
      <h1>{titleOf(document)}</h1>
      <p class="small">
        Found at{" "}
        {addresses.map((address, index) => (
          <span key={address}>
            {index > 0 && ", "}
            <Address address={address} />
          </span>
        ))}
        {published.reason && `. Date: ${published.reason}`}
        {document.meta.language &&
          document.meta.language !== "en" &&
          `. Language: ${languageName(document.meta.language)}`}
      </p>
      {document.problems.map((problem) => (
        <p key={problem.code} class="differs">
          {problem.message}
        </p>
      ))}
    </header>
  );
}

/** Where a text was found; only addresses of the web become links. */
function Address({ address }: { address: string }) {
  const web = webAddress(address);
  if (!web) return <>{address}</>;
  return (
    <a href={web} rel="noreferrer noopener" target="_blank">
      {address}
    </a>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

interface ParagraphProps {
  document: Account;
  piece: Piece;
  marks: Mark[];
  at: Range | null;
  lit: { current: HTMLElement | null };
}

function Paragraph({ document, piece, marks: shown, at, lit }: ParagraphProps) {
  const { case: held } = useHere();
  const text = held.text(document);
  const chosen = at ? [{ ...at, layer: null }] : [];
  const all: (Range & { layer?: LayerName | null })[] = [...chosen, ...shown];
  const pages = document.meta.pages.flatMap((start, index) =>
    start >= piece.start && start < piece.end ? [{ start, number: index + 1 }] : [],
  );
  const edges = pages.flatMap((page) =>
    page.start > piece.start ? [{ start: piece.start, end: page.start, layer: undefined }] : [],
  );
  const parts = segments(piece, [...all, ...edges]);
  const foreign = piece.kind === "body" && piece.language !== null;
  const left = piece.kind !== "body" || foreign;
  const why = foreign ? `not coded: it is in ${languageName(piece.language!)}` : `left out: ${piece.kind}`;
  return (
    <p class={left ? `dropped ${piece.kind}` : ""} dir="auto" lang={piece.language ?? undefined}>
      {left && (
        <span class="label" title={piece.reason}>
          {why}
        </span>
      )}
      <span class="words-of" data-start={piece.start}>
        {parts.map((part) => (
          <Fragment key={part.start}>
            {pages
              .filter((page) => page.start === part.start)
              .map((page) => (
                <span
                  key={page.number}
                  class="page-mark"
                  role="img"
                  aria-label={`page ${page.number}`}
                  data-page={page.number}
                />
              ))}
            <Part
              part={{ ...part, marks: part.marks.filter((one) => one.layer !== undefined) as Laid[] }}
              words={text.slice(part.start, part.end)}
              lit={lit}
            />
          </Fragment>
        ))}
      </span>
    </p>
  );
}

/** A mark as it lies over the text; the words that the address names have no layer. */
type Laid = Range & { layer: LayerName | null };

/** A stretch of text under its marks; the shortest of them is what a click chooses. */
function Part({ part, words, lit }: { part: Segment<Laid>; words: string; lit: { current: HTMLElement | null } }) {
  const { route } = useHere();
  const chosen = part.marks.some((one) => one.layer === null);
  const over = part.marks.filter((one) => one.layer !== null);
  if (over.length === 0 && !chosen) return <>{words}</>;
  const layers = [...new Set(over.map((one) => one.layer))];
  const nearest = over.reduce<Range | null>(
    (best, one) => (best && best.end - best.start <= one.end - one.start ? best : one),
    null,
  );
  const target = nearest ?? part;
  return (
    <a
      ref={(node) => {
        if (chosen && node && !lit.current?.isConnected) lit.current = node;
      }}
      class={`span ${layers.join(" ")} ${chosen ? "chosen" : ""}`}
      href={formatRoute({ ...route, params: { ...route.params, mention: "", at: formatRange(target) } })}
      title={layers.join(", ")}
      draggable={false}
    >
      {words}
    </a>
  );
}

function Explanation({ document, at, marks: here }: { document: Account; at: Range | null; marks: Mark[] }) {
  const { case: held, route } = useHere();
  if (!at) {
    return (
      <div class="explain">
        <p class="note">
          Choose a marked word to read what it was coded as, and why. Select words to copy them with their source, or to
          say what they tell; by keyboard, <kbd>S</kbd> on a marked word selects it, and Shift with an arrow changes
          what is selected.
        </p>
      </div>
    );
  }
  const words = held.text(document).slice(at.start, at.end);
  const why = document.pieces.find((piece) => piece.kind !== "body" && piece.start < at.end && piece.end > at.start);
  return (
    <div class="explain">
      <a class="close" href={formatRoute({ ...route, params: { ...route.params, mention: "", at: "" } })}>
        close
      </a>
      <p class="words" dir="auto">
        “{words.length > 160 ? `${words.slice(0, 160)}…` : words}”
      </p>
      {why && (
        <p class="note">
          Left out as {why.kind}: {why.reason}
        </p>
      )}
      {here.length === 0 && <p class="note">Nothing was coded here.</p>}
      {here.map((one, index) => (
        <section key={index} class={one.layer}>
          <h3>
            <span class={`swatch ${one.layer}`}>{one.layer.replace(/s$/, "")}</span> {one.title}
            {one.mention && (
              <JudgeButton
                label={one.title}
                asking={{
                  kind: "value",
                  id: one.mention,
                  of: one.title,
                  said: words,
                  fields: [null, "type", "modes", ...TOLLS],
                }}
              />
            )}
          </h3>
          <dl>
            {one.facts().map((fact) => (
              <div key={fact.name}>
                <dt>{fact.name}</dt>
                <dd>
                  {fact.to ? (
                    <Link view={fact.to.view} id={fact.to.id} at={fact.to.at}>
                      {fact.value}
                    </Link>
                  ) : (
                    fact.value
                  )}
                  {fact.field && one.mention && (
                    <JudgeButton
                      label={`${fact.name}: ${fact.value}`}
                      asking={{
                        kind: "value",
                        id: one.mention,
                        of: `${one.title}: ${fact.name}`,
                        said: fact.value,
                        fields: [fact.field],
                      }}
                    />
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p class="small">
        Characters {at.start} to {at.end} of the untouched text.
      </p>
    </div>
  );
}
