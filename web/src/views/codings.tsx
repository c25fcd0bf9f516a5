import { codingsAt, compared, RULES } from "../codings";
import type { Account, EventMention } from "../model";

/** What other coders say at the words of a mention, beside the rules'; nothing where no other coder spoke. */
export function Codings({ document, mention }: { document: Account; mention: EventMention }) {
  return (
    <>
      {mention.coder !== RULES && <span class="coding">Found by {mention.coder}, not by the rules. </span>}
      {codingsAt(document, mention).map((one) => (
        <Beside key={one.id + one.coder} ours={mention} theirs={one} />
      ))}
    </>
  );
}

function Beside({ ours, theirs }: { ours: EventMention; theirs: EventMention }) {
  const fields = compared(ours, theirs);
  const other = fields.filter((one) => !one.same);
  return (
    <span class="coding">
      {theirs.coder} codes{" "}
      {other.length === 0 ? "it the same." : `${fields.length - other.length} of ${fields.length} values the same; `}
      {other.map((one, index) => (
        <span key={one.field}>
          {index > 0 && ", "}
          <span class="differs">{one.field}</span> {one.theirs}
        </span>
      ))}
    </span>
  );
}
