// Names beside marks, as many as can be read: none may run over another name or a mark.

/** Mean width of a letter at the size that charts are lettered in (pixels). */
const LETTER = 6.4;
const ABOVE = 8;
const BELOW = 7;

export interface Marked {
  x: number;
  y: number;
  radius: number;
  name: string;
}

/** The side on which the name of a mark stands, or null where it does not fit. */
export type Side = "right" | "left" | "above" | "below" | null;
type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Find for each mark the side where its name fits; marks that come first have first choice, the very first always a name. */
export function sides(marks: readonly Marked[], width: number, always = 0, blocked: readonly Box[] = []): Side[] {
  const taken: Box[] = marks.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius]);
  taken.push(...blocked);
  return marks.map((mark, own) => {
    const boxes = around(mark);
    const inside = (Object.keys(boxes) as (keyof typeof boxes)[]).filter(
      (side) => boxes[side][0] >= 0 && boxes[side][2] <= width,
    );
    const over = (side: keyof typeof boxes) => taken.filter((box, at) => at !== own && meet(boxes[side], box)).length;
    const clear = inside.find((side) => !taken.some((box, at) => at !== own && meet(boxes[side], box)));
    const best = clear ?? (own < always ? inside.sort((a, b) => over(a) - over(b))[0] : undefined);
    if (!best) return null;
    taken.push(boxes[best]);
    return best;
  });
}

function around({ x, y, radius, name }: Marked): Record<NonNullable<Side>, Box> {
  const long = name.length * LETTER;
  return {
    right: [x + radius + 2, y - ABOVE, x + radius + long + 4, y + BELOW],
    left: [x - radius - long - 4, y - ABOVE, x - radius - 2, y + BELOW],
    above: [x - long / 2, y - radius - ABOVE - BELOW, x + long / 2, y - radius - 2],
    below: [x - long / 2, y + radius + 2, x + long / 2, y + radius + ABOVE + BELOW],
  };
}

function meet(a: Box, b: Box): boolean {
  return a[2] >= b[0] && a[0] <= b[2] && a[3] >= b[1] && a[1] <= b[3];
}

/** Where the text element of a name stands, beside a mark at the origin or elsewhere. */
export function beside(side: NonNullable<Side>, radius: number, x = 0, y = 0) {
  if (side === "right") return { x: x + radius + 3, y: y + 4 };
  if (side === "left") return { x: x - radius - 3, y: y + 4, "text-anchor": "end" as const };
  return { x, y: y + (side === "above" ? -radius - 5 : radius + 13), "text-anchor": "middle" as const };
}
