// What documents state: who says it, in which words, and the values of a situation as they are said.

import { useEffect, useState } from "preact/hooks";
import type { Case } from "../case";
import { say } from "../edtf";
import { figure, typeName } from "../format";
import type { Force, Picture, Said, Step, Tie, Witness } from "../model";
import { Link, useHere, useWhole } from "../page";
import { sentenceAround } from "../text";

/** The situation of the case: null while it is being read, or why it could not be. */
export function useSituation(): Picture | null | { fault: string } {
  const { case: held, source } = useHere();
  const [told, setTold] = useState<Picture | null | { fault: string }>(null);
  useEffect(() => {
    let current = true;
    source.situation().then(
      (picture) => current && setTold(picture),
      (error: unknown) => current && setTold({ fault: error instanceof Error ? error.message : String(error) }),
    );
    return () => void (current = false);
  }, [held, source]);
  return told;
}

/** "The Harbour, citing officials": who says it. */
export function sayers(witness: Witness): string {
  return witness.says.join(", citing ");
}

/** Who says it, and the way to the words. */
export function Sayers({ witness }: { witness: Witness }) {
  const [outlet, ...cited] = witness.says;
  return (
    <>
      <Link view="read" id={witness.document} at={witness}>
        {outlet}
      </Link>
      {cited.length > 0 && `, citing ${cited.join(", citing ")}`}
    </>
  );
}

/** The sentence of a witness as a text of its own, for a download; "" where the text is not at hand. */
export function sentenceOf(held: Case, witness: Witness): string {
  const parts = sentenceParts(held, witness);
  return parts ? parts.join("") : "";
}

function sentenceParts(held: Case, witness: Witness): [string, string, string] | null {
  const document = held.document(witness.document);
  if (!document?.text) return null;
  const text = held.text(document);
  const { start, end } = sentenceAround(
    text,
    witness,
    held.paragraph(document, witness),
    document.meta.language ?? "en",
  );
  return [
    text.slice(start, witness.start),
    text.slice(witness.start, witness.end),
    text.slice(witness.end, Math.max(end, witness.end)),
  ];
}

/** The sentence of a witness with its words lit. */
export function Sentence({ witness }: { witness: Witness }) {
  const { case: held } = useHere();
  useWhole(held.document(witness.document) ? [witness.document] : []);
  const parts = sentenceParts(held, witness);
  if (!parts) return null;
  return (
    <span class="serif sentence" dir="auto">
      {parts[0]}
      <mark>{parts[1]}</mark>
      {parts[2]}
    </span>
  );
}

/** A party as a link to its view, where the case has one of that name. */
export function PartyLink({ name }: { name: string | null }) {
  const { case: held } = useHere();
  const id = name === null ? null : held.actorNamed(name);
  if (name === null) return <i class="unsaid">not said whose</i>;
  return id ? (
    <Link view="actor" id={id}>
      {name}
    </Link>
  ) : (
    <>{name}</>
  );
}

export function strength(force: Force): string {
  if (force.low === null && force.best === null && force.high === null) return "not counted";
  return figure(force);
}

/** "as of 3 Jan 2020", or "published 3 Jan 2020" where the text itself gives no time. */
export function asOf(force: Force): string {
  return `${force.dated ? "as of" : "published"} ${say(force.as_of)}`;
}

/** What a party is told to have said on an issue, each with its words. */
export function Statements({ said, mixed }: { said: readonly Said[]; mixed: boolean }) {
  return (
    <>
      {said.map((one, index) => (
        <div key={index} class="statement">
          <p class="small">
            {one.on ? say(one.on) : "no date"} · {actName(one.act)}
            {mixed && ` · speaks ${one.stance} it`}
          </p>
          <Quoted witness={one.witness} />
        </div>
      ))}
    </>
  );
}

/** "Request" of REQUEST; what is only told as a wish has no type. */
export function actName(act: string): string {
  return act === act.toUpperCase() ? typeName(act) : act;
}

export function Quoted({ witness }: { witness: Witness }) {
  return (
    <blockquote dir="auto">
      <Sentence witness={witness} />
      <span class="small">
        <Sayers witness={witness} />
      </span>
    </blockquote>
  );
}

export const STEPS: Record<Step["relation"], string> = {
  responds_to: "answered by",
  causes: "brought about",
  follows: "followed by",
};

/** Since when and until when a tie is stated, each way in which it is. */
export function spells(tie: Tie): string {
  const told = tie.spells.map((one) =>
    [one.since && `since ${say(one.since)}`, one.until && `until ${say(one.until)}`].filter(Boolean).join(" "),
  );
  return [...new Set(told.filter(Boolean))].join(" / ");
}

export function More({ all, shown, id }: { all: number; shown: number; id: string }) {
  if (all <= shown) return null;
  return (
    <p class="note">
      {shown} of {all} are shown.{" "}
      <Link view="situation" id={id}>
        All as a table
      </Link>
    </p>
  );
}
