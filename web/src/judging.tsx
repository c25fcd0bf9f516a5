// Judging: a person says what is right, wrong, missing or the same. Only a served page can take it.

import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { codebook } from "./codebook";
import { fieldName, statusName, typeName } from "./format";
import { useHere } from "./page";
import type { Asked } from "./source";
import type { Range } from "./text";

/** What somebody is about to judge. */
export type Asking =
  | {
      kind: "value";
      id: string;
      of: string;
      said: string;
      fields: (string | null)[];
      /** What is offered as the right value, with the words that show it. */
      value?: string;
      spans?: [number, number][];
      /** Parties that stand there already and may stay. */
      beside?: { name: string; span: [number, number] }[];
    }
  | { kind: "pair"; id: string; of: string; others: { id: string; name: string }[] }
  | { kind: "undo"; id: string; of: string }
  | { kind: "add"; document: string; at: Range; words: string };

/** Opens the dialog; absent where the page cannot judge. */
export const JudgingContext = createContext<((asking: Asking) => void) | null>(null);

export function useJudging() {
  return useContext(JudgingContext);
}

export const TOLLS = ["killed", "injured", "detained", "missing", "displaced"];
const STATUSES = ["occurred", "ongoing", "planned", "hypothetical", "denied"];
const NEEDED = ["type", "status"];
const HINTS: Record<string, string> = {
  actors: "Names, with semicolons between.",
  recipients: "Names, with semicolons between.",
  when: "2020, 2020-01, 2020-01-03, or two of them with / between.",
  where: "The name of a place that stands in these documents.",
  modes: "Modes of the type, with commas between.",
};

/** A small button beside a value; it opens the dialog, where R, W and C judge. */
export function JudgeButton({ asking, label }: { asking: Asking; label: string }) {
  const judge = useJudging();
  if (!judge) return null;
  return (
    <button
      type="button"
      class="judge"
      aria-label={`Judge ${label}`}
      title={`Judge ${label}`}
      onClick={() => judge(asking)}
    >
      <span aria-hidden="true">✎</span>
    </button>
  );
}

interface DialogProps {
  asking: Asking;
  send: (asked: Asked) => Promise<void>;
  close: () => void;
}

/** Asks for a verdict; Escape closes it. */
export function JudgeDialog({ asking, send, close }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState("");
  const [who, setWho] = useState(() => localStorage.getItem("judge") ?? "");
  useEffect(() => {
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>("[data-first]")?.focus();
  }, []);
  const tell = (asked: Asked) => {
    setBusy(true);
    setFault("");
    localStorage.setItem("judge", who);
    send({ ...asked, why, who }).then(close, (error: unknown) => {
      setBusy(false);
      setFault(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <dialog ref={box} class="judging" aria-labelledby="judging-title" onClose={close}>
      <form method="dialog">
        <button class="close" aria-label="Close">
          ×
        </button>
      </form>
      <fieldset disabled={busy}>
        {asking.kind === "value" && <OfValue asking={asking} tell={tell} />}
        {asking.kind === "pair" && <OfPair asking={asking} tell={tell} />}
        {asking.kind === "undo" && (
          <>
            <h2 id="judging-title">Take back a judgement</h2>
            <p class="words">{asking.of}</p>
            <button type="button" data-first onClick={() => tell({ what: "undo", ids: [asking.id] })}>
              Take it back
            </button>
          </>
        )}
        {asking.kind === "add" && <OfWords asking={asking} tell={tell} />}
        <label>
          How you know <input value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
        </label>
        <label>
          Your name{" "}
          <input
            value={who}
            placeholder="yours on this machine"
            onInput={(event) => setWho(event.currentTarget.value)}
          />
        </label>
      </fieldset>
      <p role="status">{busy ? "Resolving the case anew …" : ""}</p>
      {fault && (
        <p role="alert" class="differs">
          {fault}
        </p>
      )}
    </dialog>
  );
}

type Tell = (asked: Asked) => void;

function OfValue({ asking, tell }: { asking: Asking & { kind: "value" }; tell: Tell }) {
  const [field, setField] = useState(asking.fields[0] ?? null);
  const [value, setValue] = useState(asking.value ?? "");
  const [kept, setKept] = useState(false);
  const beside = asking.beside ?? [];
  const corrected: Asked = {
    ids: [asking.id],
    field,
    what: "correct",
    value: [...(kept ? beside.map((one) => one.name) : []), value].join("; "),
    spans: asking.spans && [...(kept ? beside.map((one) => one.span) : []), ...asking.spans],
  };
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const asked = { ids: [asking.id], field };
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).matches("input, select")) return;
    const key = event.key.toLowerCase();
    if (asking.spans && key !== "c") return;
    if (key === "r") tell({ ...asked, what: "right" });
    else if (key === "w" && !NEEDED.includes(field ?? "")) tell({ ...asked, what: "wrong" });
    else if (key === "c" && asking.spans && value) tell(corrected);
    else if (key === "c") input.current?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div onKeyDown={keys}>
      <h2 id="judging-title">{asking.of}</h2>
      <p class="words">{asking.said || "not said"}</p>
      {asking.fields.length > 1 && (
        <label>
          Of it{" "}
          <select value={field ?? ""} onChange={(event) => setField(event.currentTarget.value || null)}>
            {asking.fields.map((one) => (
              <option key={one} value={one ?? ""}>
                {one === null ? "that it tells of such an event" : fieldName(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      {!asking.spans && (
        <p class="verdicts">
          <button type="button" data-first onClick={() => tell({ ...asked, what: "right" })}>
            <kbd>R</kbd> Right
          </button>
          {!NEEDED.includes(field ?? "") && (
            <button type="button" onClick={() => tell({ ...asked, what: "wrong" })}>
              <kbd>W</kbd> Wrong
            </button>
          )}
        </p>
      )}
      {field !== null && (
        <p class="correct">
          <label>
            {asking.spans ? "It is" : "Correct to"}{" "}
            {NEEDED.includes(field) ? (
              <select ref={input} value={value} onChange={(event) => setValue(event.currentTarget.value)}>
                <option value="">choose …</option>
                {(field === "type" ? Object.keys(codebook) : STATUSES).map((one) => (
                  <option key={one} value={one}>
                    {field === "type" ? typeName(one) : statusName(one)}
                  </option>
                ))}
              </select>
            ) : (
              <input ref={input} value={value} onInput={(event) => setValue(event.currentTarget.value)} />
            )}
          </label>{" "}
          {beside.length > 0 && (
            <label class="beside-others">
              <input type="checkbox" checked={kept} onChange={() => setKept(!kept)} /> beside{" "}
              {beside.map((one) => one.name).join(", ")}
            </label>
          )}
          <button
            type="button"
            data-first={asking.spans ? true : undefined}
            disabled={!value}
            onClick={() => tell(corrected)}
          >
            <kbd>C</kbd> Correct
          </button>
          <span class="small">
            {asking.spans && "The words that you selected will show it. "}
            {TOLLS.includes(field) ? "8, 8-10, or 8- for at least 8." : (HINTS[field] ?? "")}
            {!NEEDED.includes(field) && " “null” where nothing is said."}
          </span>
        </p>
      )}
    </div>
  );
}

function OfPair({ asking, tell }: { asking: Asking & { kind: "pair" }; tell: Tell }) {
  const [words, setWords] = useState("");
  const [other, setOther] = useState(asking.others[0]?.id ?? "");
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = asking.others.filter((one) => wanted.every((word) => one.name.toLowerCase().includes(word)));
  const chosen = fits.some((one) => one.id === other) ? other : (fits[0]?.id ?? "");
  return (
    <>
      <h2 id="judging-title">{asking.of}</h2>
      <label>
        Narrow the list{" "}
        <input type="search" data-first value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <label>
        Compared with{" "}
        <select size={6} value={chosen} onChange={(event) => setOther(event.currentTarget.value)}>
          {fits.slice(0, 200).map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <p class="verdicts">
        {(["same", "different", "unsure"] as const).map((what) => (
          <button key={what} type="button" disabled={!chosen} onClick={() => tell({ what, ids: [asking.id, chosen] })}>
            {{ same: "The same", different: "Not the same", unsure: "Cannot tell" }[what]}
          </button>
        ))}
      </p>
    </>
  );
}

function OfWords({ asking, tell }: { asking: Asking & { kind: "add" }; tell: Tell }) {
  const { case: held } = useHere();
  const [type, setType] = useState("");
  const types = [...new Set([...Object.keys(codebook), ...held.events.map((event) => event.type)])];
  return (
    <>
      <h2 id="judging-title">An event that was missed</h2>
      <p class="words" dir="auto">
        “{asking.words}”
      </p>
      <p>
        <label>
          Type{" "}
          <select data-first value={type} onChange={(event) => setType(event.currentTarget.value)}>
            <option value="">choose …</option>
            {types.map((one) => (
              <option key={one} value={one}>
                {typeName(one)}
              </option>
            ))}
          </select>
        </label>{" "}
        <button
          type="button"
          disabled={!type}
          onClick={() =>
            tell({ what: "add", ids: [asking.document], value: type, spans: [[asking.at.start, asking.at.end]] })
          }
        >
          Add
        </button>
      </p>
      <p class="small">Choose the word that names the act. Who, whom and when can be given after that.</p>
    </>
  );
}
