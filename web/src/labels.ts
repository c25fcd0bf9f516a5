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
export type Side = "right" | "left" | null;

/** Find for each mark the side where its name fits; marks that come first have first choice. */
export function sides(marks: readonly Marked[], width: number): Side[] {
  const taken = marks.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius] as const);
  return marks.map(({ x, y, radius, name }, own) => {
    const long = name.length * LETTER + 4;
    const boxes = {
      right: [x + radius + 2, y - ABOVE, x + radius + long, y + BELOW],
      left: [x - radius - long, y - ABOVE, x - radius - 2, y + BELOW],
    } as const;
    for (const side of ["right", "left"] as const) {
      const box = boxes[side];
      const clear = taken.every(
        ([l, t, r, b], at) => at === own || box[2] < l || box[0] > r || box[3] < t || box[1] > b,
      );
      if (clear && box[0] >= 0 && box[2] <= width) {
        taken.push(box as readonly [number, number, number, number]);
        return side;
      }
    }
    return null;
  });
}

/** Where the text element of a name stands, beside a mark at the origin. */
export function beside(side: "right" | "left", radius: number) {
  return side === "right" ? { x: radius + 3, y: 4 } : { x: -radius - 3, y: 4, "text-anchor": "end" as const };
}
