// Offsets. Records count Unicode code points; JavaScript strings count UTF-16 units. Only `Text` converts.

/** A half-open range of code points. */
export interface Range {
  start: number;
  end: number;
}

/** A text that is cut by code points, as every record of a case counts them. */
export class Text {
  readonly raw: string;
  /** Code point offsets of the characters that take two UTF-16 units, in order. */
  private readonly wide: number[];
  /** How many code points the text holds. */
  readonly length: number;

  constructor(raw: string) {
    this.raw = raw;
    this.wide = [];
    for (let unit = 0; unit < raw.length; unit++) {
      if (raw.codePointAt(unit)! > 0xffff) {
        this.wide.push(unit - this.wide.length);
        unit++;
      }
    }
    this.length = raw.length - this.wide.length;
  }

  /** The UTF-16 offset of a code point: its own number, and one more for each wide character before it. */
  utf16(point: number): number {
    return point + before(this.wide, point);
  }

  /** The code point that a UTF-16 offset stands at: the other way round, for what the reader selects. */
  point(unit: number): number {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle]! + middle < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }

  /** The characters of a range. */
  slice(start: number, end: number): string {
    return this.raw.slice(this.utf16(start), this.utf16(end));
  }
}

function before(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** Drop blanks at both ends of a range, and let it grow to the ends of the words that it cuts; null where nothing is left. */
export function wholeWords(text: Text, range: Range): Range | null {
  const at = (point: number) => text.slice(point, point + 1);
  let { start, end } = range;
  while (start < end && !at(start).trim()) start++;
  while (end > start && !at(end - 1).trim()) end--;
  if (start === end) return null;
  if (LETTER.test(at(start))) while (start > 0 && LETTER.test(at(start - 1))) start--;
  if (LETTER.test(at(end - 1))) while (end < text.length && LETTER.test(at(end))) end++;
  return { start, end };
}

/** Move one end of a range by a word, outwards or inwards; a range that would hold no word stays as it is. */
export function stretched(text: Text, range: Range, end: "start" | "end", outwards: boolean): Range {
  const forwards = (end === "end") === outwards;
  let at = range[end];
  const over = (letters: boolean) => {
    for (;;) {
      const next = forwards ? at : at - 1;
      if (next < 0 || next >= text.length || LETTER.test(text.slice(next, next + 1)) !== letters) return;
      at += forwards ? 1 : -1;
    }
  };
  // Outwards to the far edge of the next word, inwards to the near edge of the one before.
  over(!outwards);
  over(outwards);
  const moved = { ...range, [end]: at };
  return moved.start < moved.end ? moved : range;
}

/** A stretch of text that the same marks cover throughout. */
export interface Segment<Mark extends Range> extends Range {
  marks: Mark[];
}

/** Cut a range at every edge of the marks, which may overlap; together the segments are the whole range, once. */
export function segments<Mark extends Range>(within: Range, marks: readonly Mark[]): Segment<Mark>[] {
  const inside = marks.filter((mark) => mark.start < within.end && mark.end > within.start);
  const edges = new Set([within.start, within.end]);
  for (const mark of inside) {
    edges.add(Math.max(mark.start, within.start));
    edges.add(Math.min(mark.end, within.end));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1]!;
    return { start, end, marks: inside.filter((mark) => mark.start < end && mark.end > start) };
  });
}

/** A short word with a capital before a full stop (Maj., Dr., U.S.) is taken for an abbreviation, not for an end. */
const ABBREVIATED = /(?:^|[\s.(“"'‘])\p{Lu}\p{L}{0,2}\.$/u;

const splitters = new Map<string, Intl.Segmenter>();

/** The sentence around a range, within bounds (a paragraph); the bounds themselves where the browser cannot tell. */
export function sentenceAround(text: Text, range: Range, bounds: Range, language = "en"): Range {
  if (!("Segmenter" in Intl)) return bounds;
  let splitter = splitters.get(language);
  if (!splitter) splitters.set(language, (splitter = new Intl.Segmenter(language, { granularity: "sentence" })));
  const from = text.utf16(bounds.start);
  let joined = false;
  let start = bounds.start;
  let end = bounds.end;
  for (const one of splitter.segment(text.slice(bounds.start, bounds.end))) {
    const first = text.point(from + one.index);
    const last = text.point(from + one.index + one.segment.trimEnd().length);
    if (first <= range.start && !joined) start = first;
    joined = ABBREVIATED.test(one.segment.trimEnd());
    if (last >= range.end && !joined) {
      end = last;
      break;
    }
  }
  return { start, end };
}
