import type { Account, EventMention } from "../model";
import { Link, useHere } from "../page";
import { Codings } from "./codings";
import { segments, sentenceAround, type Range } from "../text";

type Role = "act" | "who" | "whom" | "when" | "where" | "toll" | "hedge";

interface Lit extends Range {
  role: Role;
}

const SAID: Record<Role, string> = {
  act: "what",
  who: "who",
  whom: "whom",
  when: "when",
  where: "where",
  toll: "how many",
  hedge: "leaves it open",
};

/** What was read from the words of one mention. */
function lit(mention: EventMention): Lit[] {
  const at = (role: Role) => (one: { start: number | null; end: number | null }) =>
    one.start !== null && one.end !== null ? [{ role, start: one.start, end: one.end }] : [];
  return [
    { role: "act", start: mention.start, end: mention.end },
    ...mention.actors.flatMap(at("who")),
    ...mention.recipients.flatMap(at("whom")),
    ...at("when")(mention.when),
    ...(mention.where ? at("where")(mention.where) : []),
    ...mention.tolls.flatMap(at("toll")),
    ...mention.hedges.flatMap(at("hedge")),
  ];
}

/** The sentence of a mention with what was read from it lit; leads to its place in the document. */
export function Passage({ document, mention }: { document: Account; mention: EventMention }) {
  const { case: held } = useHere();
  const text = held.text(document);
  const sentence = sentenceAround(text, mention, held.paragraph(document, mention), document.meta.language ?? "en");
  const parts = lit(mention);
  const elsewhere = parts.filter((one) => one.end <= sentence.start || one.start >= sentence.end);
  return (
    <blockquote dir="auto">
      {segments(sentence, parts).map((segment) => {
        const words = text.slice(segment.start, segment.end);
        const role = segment.marks[0]?.role;
        return role ? (
          <mark key={segment.start} class={`lit ${role}`} title={segment.marks.map((one) => SAID[one.role]).join(", ")}>
            {words}
          </mark>
        ) : (
          words
        );
      })}
      <span class="small">
        {elsewhere.map((one) => (
          <span key={`${one.role}${one.start}`}>
            {SAID[one.role]} from elsewhere: “{text.slice(one.start, one.end)}” ·{" "}
          </span>
        ))}
        <Link view="read" id={document.id} at={mention}>
          in the text
        </Link>
        <Codings document={document} mention={mention} />
      </span>
    </blockquote>
  );
}
