import { stretched } from "../src/text";
import { describe, expect, it } from "vitest";
import { segments, sentenceAround, Text, wholeWords } from "../src/text";

const MIXED = "🕊️🕊️ قال متحدث 🔥 توقف. A spokesman 👨‍👩‍👧 said: stop. 𝔄bc";

describe("Text", () => {
  it("cuts by code points, as Python does", () => {
    const text = new Text(MIXED);
    const points = [...MIXED];
    expect(text.length).toBe(points.length);
    for (let start = 0; start <= points.length; start++) {
      for (let end = start; end <= points.length; end++) {
        expect(text.slice(start, end)).toBe(points.slice(start, end).join(""));
      }
    }
  });

  it("goes back from UTF-16 units to code points", () => {
    const text = new Text(MIXED);
    for (let point = 0; point <= text.length; point++) expect(text.point(text.utf16(point))).toBe(point);
  });

  it("leaves plain text as it is", () => {
    expect(new Text("plain").slice(1, 3)).toBe("la");
  });
});

describe("segments", () => {
  it("covers the range once, whatever overlaps", () => {
    const marks = [
      { start: 2, end: 8 },
      { start: 5, end: 12 },
      { start: 5, end: 6 },
      { start: 90, end: 95 },
    ];
    const parts = segments({ start: 0, end: 10 }, marks);
    expect(parts.map((part) => [part.start, part.end])).toEqual([
      [0, 2],
      [2, 5],
      [5, 6],
      [6, 8],
      [8, 10],
    ]);
    expect(parts.map((part) => part.marks.length)).toEqual([0, 1, 3, 2, 1]);
  });

  it("is empty for an empty range", () => {
    expect(segments({ start: 3, end: 3 }, [{ start: 0, end: 9 }])).toEqual([]);
  });
});

describe("sentenceAround", () => {
  it("finds the sentence behind wide characters", () => {
    const text = new Text(MIXED);
    const start = [...MIXED].indexOf("s", [...MIXED].indexOf("A"));
    const range = sentenceAround(text, { start, end: start + 3 }, { start: 0, end: text.length });
    expect(text.slice(range.start, range.end)).toBe("A spokesman 👨‍👩‍👧 said: stop.");
  });

  it("does not stop at the short form of a rank", () => {
    const text = new Text("It began. The killing of Maj. Gen. Haddan shook us. More.");
    const range = sentenceAround(text, { start: 14, end: 21 }, { start: 0, end: text.length });
    expect(text.slice(range.start, range.end)).toBe("The killing of Maj. Gen. Haddan shook us.");
  });

  it("joins sentences where a range runs over their border", () => {
    const text = new Text("They met. They left. Peace.");
    expect(sentenceAround(text, { start: 5, end: 14 }, { start: 0, end: 27 })).toEqual({ start: 0, end: 20 });
  });
});

describe("wholeWords", () => {
  const text = new Text("🕊️ قال أمس 🔥 they struck Orm.");
  const at = (words: string) => {
    const start = [...text.raw.slice(0, text.raw.indexOf(words))].length;
    return { start, end: start + [...words].length };
  };
  it.each([
    ["struc", "struck"],
    ["truck O", "struck Orm"],
    [" struck ", "struck"],
    ["ال أم", "قال أمس"],
    ["🔥", "🔥"],
  ])("%s means %s", (picked, meant) => {
    const found = wholeWords(text, at(picked))!;
    expect(text.slice(found.start, found.end)).toBe(meant);
  });
  it("finds nothing in blanks", () => expect(wholeWords(text, at(" "))).toBeNull());
});

describe("a selection by keyboard", () => {
  const text = new Text("🕊️ قال متحدث, He said so.");
  const at = (words: string) => {
    const start = [...text.raw.slice(0, text.raw.indexOf(words))].length;
    return { start, end: start + [...words].length };
  };
  const words = (range: { start: number; end: number }) => text.slice(range.start, range.end);

  it("grows and shrinks by words, at either end", () => {
    expect(words(stretched(text, at("He"), "end", true))).toBe("He said");
    expect(words(stretched(text, at("He said"), "end", false))).toBe("He");
    expect(words(stretched(text, at("He"), "start", true))).toBe("متحدث, He");
    expect(words(stretched(text, at("متحدث, He"), "start", false))).toBe("He");
  });

  it("keeps its last word, and ends with the text", () => {
    expect(stretched(text, at("He"), "end", false)).toEqual(at("He"));
    expect(words(stretched(text, at("so"), "end", true))).toMatch(/^so/);
    expect(stretched(text, at("قال"), "start", true).start).toBeGreaterThanOrEqual(0);
  });
});
