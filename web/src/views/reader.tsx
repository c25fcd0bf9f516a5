import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { outletOf, titleOf } from "../case";
import { say } from "../edtf";
import { LAYERS, marks, type LayerName, type Mark } from "../layers";
import type { Account, Piece } from "../model";
import { Link, NotThere, useHere } from "../page";
import { formatRange, formatRoute, parseRange } from "../route";
import { segments, type Range, type Segment } from "../text";

const FIRST_LAYERS: LayerName[] = ["events", "actors", "wording"];

/** A document with its layers: choose words to read why they were coded. */
export function Reader() {
  const { case: held, route } = useHere();
  const document = held.document(route.id);
  const all = useMemo(() => (document ? marks(held, document) : []), [held, document]);
  const at = parseRange(route.params.at);
  const here = at ? all.filter((one) => one.start < at.end && one.end > at.start) : [];
  const [layers, setLayers] = useState<Set<LayerName>>(
    () => new Set([...FIRST_LAYERS, ...here.map((one) => one.layer)]),
  );
  const lit = useRef<HTMLElement>(null);
  useEffect(() => lit.current?.scrollIntoView({ block: "center" }), [route.id]);
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
        {LAYERS.map((layer) => (
          <label key={layer} class={layer}>
            <input type="checkbox" checked={layers.has(layer)} onChange={() => toggle(layer)} /> <span>{layer}</span>{" "}
            <small>{all.filter((one) => one.layer === layer).length}</small>
          </label>
        ))}
      </fieldset>
      <div class="desk">
        <article class="text" dir="auto" lang={document.meta.language ?? undefined}>
          {document.pieces.map((piece) => (
            <Paragraph key={piece.start} document={document} piece={piece} marks={shown} at={at} lit={lit} />
          ))}
        </article>
        <aside aria-label="Why these words were coded">
          <Explanation document={document} at={at} marks={here} />
        </aside>
      </div>
    </main>
  );
}

function Head({ document }: { document: Account }) {
  const { published } = document.meta;
  const web = /^https?:\/\//.test(document.source);
  return (
    <header class="lead">
      <p class="kicker">
        {outletOf(document)} ·{" "}
        {published.edtf ? `published ${say(published.edtf)} (${published.basis})` : "no date of publication"}
        {document.meta.author && ` · ${document.meta.author}`}
      </p>
      <h1>{titleOf(document)}</h1>
      <p class="small">
        Source:{" "}
        {web ? (
          <a href={document.source} rel="noreferrer noopener" target="_blank">
            {document.source}
          </a>
        ) : (
          document.source
        )}
        {published.reason && `. Date: ${published.reason}`}
        {document.sources.length > 0 && `. The same text stands in: ${document.sources.join(", ")}`}
      </p>
      {document.problems.map((problem) => (
        <p key={problem.code} class="differs">
          {problem.message}
        </p>
      ))}
    </header>
  );
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
  const all: (Range & { layer: LayerName | null })[] = [...chosen, ...shown];
  const parts = segments(piece, all);
  const dropped = piece.kind !== "body";
  return (
    <p class={dropped ? "dropped" : ""} dir="auto">
      {dropped && (
        <span class="label" title={piece.reason}>
          left out: {piece.kind}
        </span>
      )}
      {parts.map((part) => (
        <Part key={part.start} part={part} words={text.slice(part.start, part.end)} lit={lit} />
      ))}
    </p>
  );
}

/** A stretch of text under its marks; the shortest of them is what a click chooses. */
function Part({
  part,
  words,
  lit,
}: {
  part: Segment<Range & { layer: LayerName | null }>;
  words: string;
  lit: { current: HTMLElement | null };
}) {
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
      href={formatRoute({ ...route, params: { ...route.params, at: formatRange(target) } })}
      title={layers.join(", ")}
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
        <p class="note">Choose a marked word to read what it was coded as, and why.</p>
      </div>
    );
  }
  const words = held.text(document).slice(at.start, at.end);
  const why = document.pieces.find((piece) => piece.kind !== "body" && piece.start < at.end && piece.end > at.start);
  return (
    <div class="explain">
      <a class="close" href={formatRoute({ ...route, params: { ...route.params, at: "" } })}>
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
          </h3>
          <dl>
            {one.facts().map((fact) => (
              <div key={fact.name}>
                <dt>{fact.name}</dt>
                <dd>
                  {fact.to ? (
                    <Link view={fact.to.view} id={fact.to.id}>
                      {fact.value}
                    </Link>
                  ) : (
                    fact.value
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
