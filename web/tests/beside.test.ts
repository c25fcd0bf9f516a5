import { describe, expect, it } from "vitest";
import { codingsAt, compared } from "../src/codings";
import type { Account, Event, EventMention, Outcome } from "../src/model";
import { byRules, elsewise } from "../src/outcomes";

const toll = (best: number | null) => ({ role: "killed", low: 3, best, high: 10 });
const outcome = (field: string, rules: string[], rest: object): Outcome => ({
  event: "e",
  field,
  rules,
  when: null,
  where: null,
  parties: [],
  toll: null,
  reason: `by ${rules[0]}`,
  ...rest,
});

describe("an event by other rules", () => {
  const when = { edtf: "2020-01-03", start: null, end: null, basis: "stated" };
  const reasons = { when: "as most say", killed: "reported most" };
  const event = { id: "e", when, where: null, actors: [], recipients: [], tolls: [toll(null)], reasons };
  const shown = event as unknown as Event;
  const others = [
    outcome("when", ["mode"], {}),
    outcome("killed", ["minimum", "acled"], { toll: toll(3) }),
    outcome("killed", ["maximum"], { toll: toll(10) }),
  ];

  it("takes the values of these rules, and keeps those that they do not change", () => {
    const derived = byRules(shown, others, "acled");
    expect(derived.tolls).toEqual([toll(3)]);
    expect(derived.when).toEqual(when);
    expect(derived.reasons).toEqual({ when: "the same by these rules", killed: "by minimum" });
  });

  it("may leave open what is known by the usual ones", () => {
    expect(byRules(shown, others, "mode").when).toBeNull();
  });

  it("is told beside the values of all rules that come to something else", () => {
    const told = (chosen: string) => elsewise(shown, others, chosen, "usual").map((one) => [one.rules[0], one.value]);
    expect(told("usual")).toEqual([
      ["mode", "open"],
      ["minimum", "3–10 killed, best 3"],
      ["maximum", "3–10 killed, best 10"],
    ]);
    expect(told("maximum")).toEqual([
      ["usual", "3–10 killed, no best figure"],
      ["mode", "open"],
      ["minimum", "3–10 killed, best 3"],
    ]);
  });
});

describe("another coder", () => {
  const mention = (rest: object) =>
    ({
      start: 10,
      end: 16,
      coder: "rules",
      type: "ASSAULT",
      modes: ["aerial", "drone"],
      status: "occurred",
      actors: [{ id: "a", name: "A" }],
      recipients: [],
      when: { edtf: null },
      where: null,
      tolls: [],
      ...rest,
    }) as unknown as EventMention;

  it("stands beside a mention whose words it has coded, and beside no other", () => {
    const own = mention({ start: 12, end: 14, coder: "made:one" });
    const document = { codings: [own, mention({ start: 16, end: 20, coder: "made:one" })] } as unknown as Account;
    expect(codingsAt(document, mention({}))).toEqual([own]);
  });

  it("agrees field by field, in whichever order it names things", () => {
    const theirs = mention({ modes: ["drone", "aerial"], recipients: [{ id: "b", name: "B" }] });
    const fields = compared(mention({}), theirs);
    expect(fields.filter((one) => !one.same)).toEqual([{ field: "whom", same: false, theirs: "B" }]);
  });
});
