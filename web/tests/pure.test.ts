import { Case, webAddress } from "../src/case";
import { sides } from "../src/labels";
import { describe, expect, it } from "vitest";
import { agreement } from "../src/agreement";
import { excerpt, Finder, plain } from "../src/find";
import { figure, names } from "../src/format";
import type { Event, LightData, Report } from "../src/model";
import { formatRoute, hrefFrom, parseRange, parseRoute } from "../src/route";
import { Gathered } from "../src/slices";
import { expanded } from "../src/source";
import { compare, csv, sorted } from "../src/table";
import { dyads } from "../src/ties";

describe("addresses", () => {
  it("survive the way there and back", () => {
    const route = { view: "event", id: "sha256:a/b c?#", params: { at: "3-9", q: "a & b" } };
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it("take the brush along, and nothing else", () => {
    const here = parseRoute("#/events?from=2020-01-01&sort=-date");
    expect(hrefFrom(here, "actor", "x")).toBe("#/actor/x?from=2020-01-01");
  });

  it("lead to the overview where they are empty or broken", () => {
    expect(parseRoute("").view).toBe("overview");
    expect(parseRoute("#/read/%E0%A4%A").id).toBe("%E0%A4%A");
    expect(parseRange("9-3")).toBeNull();
  });
});

describe("tables", () => {
  it("put what is not known last, both ways", () => {
    expect([3, null, 1].sort((a, b) => compare(a, b, false))).toEqual([1, 3, null]);
    expect([3, null, 1].sort((a, b) => compare(a, b, true))).toEqual([3, 1, null]);
  });

  it("sort rows by a value, equal ones as they stood", () => {
    const rows = [
      ["b", 2],
      ["a", null],
      ["c", 1],
      ["d", 2],
    ] as const;
    const names = (down: boolean) => sorted(rows, (row) => row[1], down).map((row) => row[0]);
    expect(names(false).join("")).toBe("cbda");
    expect(names(true).join("")).toBe("bdca");
  });

  it("quote what must be quoted, and defuse formulas", () => {
    const text = csv(
      ["a", "b"],
      [
        { a: 'say "no", he said', b: -3 },
        { a: "=HYPERLINK(1)", b: null },
      ],
    );
    expect(text).toBe('a,b\r\n"say ""no"", he said",-3\r\n\'=HYPERLINK(1),\r\n');
  });
});

describe("agreement", () => {
  it("tells agreement, difference, variation, one voice and silence apart", () => {
    expect(agreement([["5"], ["5"]], false)).toBe("agree");
    expect(agreement([["5"], ["10"]], true)).toBe("differ");
    expect(agreement([["2020-01"], ["2020-01-03"]], false)).toBe("varied");
    expect(agreement([["5"], []], false)).toBe("alone");
    expect(agreement([[], []], false)).toBe("none");
  });

  it("does not depend on the order of values", () => {
    expect(
      agreement(
        [
          ["a", "b"],
          ["b", "a"],
        ],
        false,
      ),
    ).toBe("agree");
  });
});

describe("figures and names", () => {
  it("keep their bounds", () => {
    expect(figure({ low: 165, best: 165, high: null })).toBe("at least 165");
    expect(figure({ low: 5, best: null, high: 10 })).toBe("5–10");
    expect(figure({ low: 2500, best: 2500, high: 2500 })).toBe("2,500");
    expect(figure({ low: null, best: null, high: null })).toBe("an open number");
  });

  it("are cut when there are many", () => {
    expect(names(["A", "B", "C", "D"].map((name) => ({ name })))).toBe("A, B and 2 more");
    expect(names([])).toBe("no one named");
  });
});

describe("dyads", () => {
  const party = (id: string) => ({ id, name: id, country: null, sector: null });
  const event = (type: string, actors: string[], recipients: string[], status = "occurred") =>
    ({ type, actors: actors.map(party), recipients: recipients.map(party), status }) as unknown as Event;

  it("pair actors with recipients, and those who talk among themselves", () => {
    const found = dyads([
      event("ASSAULT", ["b"], ["a"]),
      event("CONSULT", ["a", "b", "c"], []),
      event("AID", ["a"], ["a"]),
      event("ASSAULT", ["a"], ["c"], "denied"),
      event("ASSAULT", ["a"], ["c"], "hypothetical"),
    ]);
    expect(found).toEqual([
      { a: "a", b: "b", conflict: 1, cooperation: 1 },
      { a: "a", b: "c", conflict: 0, cooperation: 1 },
      { a: "b", b: "c", conflict: 0, cooperation: 1 },
    ]);
  });
});

const actor = (id: string, name: string, variants: string[] = []) => ({
  id,
  name,
  country: null,
  sector: null,
  variants,
});
const caseData = {
  name: "",
  version: 1,
  documents: [],
  actors: [],
  reports: [],
  events: [],
  judgements: [],
  whole: true,
  build: "",
  rules: "usual",
  outcomes: [],
  revisions: [],
};
const caseOf = (actors: ReturnType<typeof actor>[]) => new Case({ ...caseData, actors });

describe("search", () => {
  const finder = new Finder(
    caseOf([actor("a", "Erbîl council"), actor("b", "Councillors", ["the council of Orm"]), actor("c", "Uncouncil")]),
  );
  const found = (query: string, chosen = {}) => finder.find(query, chosen).hits.map((hit) => hit.target);

  it("finds beginnings of words, with or without accents, and every word must occur", () => {
    expect(found("erbil")).toEqual(["a"]);
    expect(found("council orm")).toEqual(["b"]);
    expect(found("council").sort()).toEqual(["a", "b"]);
    expect(found("coun erbil nothing")).toEqual([]);
    expect(found("  ")).toEqual([]);
  });

  it("takes short words whole", () => {
    expect(found("of")).toEqual(["b"]);
    expect(found("or")).toEqual([]);
  });

  it("counts each facet before it narrows", () => {
    const { count, facets } = finder.find("council", { kind: "event" });
    expect([count, facets.kind]).toEqual([0, [["actor", 2]]]);
  });

  it("lights what was found, accents or not", () => {
    const { text, lit } = excerpt("In Erbîl, the talks", [plain("Erbil")]);
    expect(lit.map((range) => text.slice(range.start, range.end))).toEqual(["Erbîl"]);
  });

  it("shows the part of a long text that holds the word", () => {
    const long = `${"word ".repeat(200)}needle ${"word ".repeat(200)}`;
    const { text, lit } = excerpt(long, ["needle"]);
    expect(text.length).toBeLessThanOrEqual(260);
    expect(lit).toHaveLength(1);
  });
});

describe("a case that comes in parts", () => {
  it("shows a report whole as soon as its own part is there, whichever part its event stands in", () => {
    const report = (id: string, wording: string[]) =>
      ({ id, event: "e", document: id, outlet: id, wording, mentions: [], same_text_as: null }) as unknown as Report;
    const event = { id: "e", reports: ["a", "b"], actors: [], recipients: [], when: null } as unknown as Event;
    const reports = [report("a", []), report("b", [])];
    const held = new Case({ ...caseData, events: [event], reports, whole: false });
    held.take({ documents: [], reports: [report("a", ["struck"])], events: [event], outcomes: [] }, []);
    expect(held.accounts(event).map((one) => one.wording)).toEqual([["struck"], []]);
    held.take({ documents: [], reports: [report("b", ["raided"])], events: [], outcomes: [] }, []);
    expect(held.accounts(event).map((one) => one.wording)).toEqual([["struck"], ["raided"]]);
  });
});

describe("columns", () => {
  it("become the rows that they were written from", () => {
    const columns = {
      names: ["id", "kind"],
      values: [
        ["a", "b", "c"],
        ["x", "y"],
      ],
      cells: [[], [0, 1, 0]],
    };
    const none = { names: [], values: [], cells: [] };
    const light = { documents: none, actors: none, reports: none, events: columns, part_documents: 0 };
    const { events, actors } = expanded(light as unknown as LightData);
    expect(events).toEqual([
      { id: "a", kind: "x" },
      { id: "b", kind: "y" },
      { id: "c", kind: "x" },
    ]);
    expect(actors).toEqual([]);
  });
});

describe("work in slices", () => {
  it("gathers the rest at once where somebody wants it", () => {
    const gathered = new Gathered([1, 2, 3].values());
    gathered.prepare().next();
    expect(gathered.all()).toEqual([1, 2, 3]);
    expect(gathered.all()).toEqual([1, 2, 3]);
  });
});

describe("names beside marks", () => {
  const mark = (x: number, y: number, name = "Somewhere") => ({ x, y, radius: 4, name });
  it("stand on whichever side is free, and never run out of the drawing", () => {
    expect(sides([mark(200, 50)], 400)).toEqual(["right"]);
    expect(sides([mark(390, 50)], 400)).toEqual(["left"]);
    expect(sides([mark(200, 50), mark(212, 50)], 400)[0]).toBe("left");
  });
  it("are left out where nothing is free, but for those that must stand", () => {
    const crowd = [-12, 0, 12].flatMap((dx) => [-12, 0, 12].map((dy) => mark(200 + dx, 100 + dy)));
    const middle = [crowd[4]!, ...crowd.filter((_, index) => index !== 4)];
    expect(sides(middle, 400)[0]).toBeNull();
    expect(sides(middle, 400, 1)[0]).not.toBeNull();
  });
  it("keep off what is blocked", () => expect(sides([mark(200, 50)], 400, 0, [[205, 0, 400, 90]])).toEqual(["left"]));
});

describe("an address", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "https://", " https://a.example", "/path", "", null])(
    "%s is no link",
    (address) => expect(webAddress(address)).toBeNull(),
  );
  it("of the web is one", () => expect(webAddress("https://a.example/b")).toBe("https://a.example/b"));
});
