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

/** Tell for each mark whether its name fits to its right; marks that come first have first choice. */
export function namesThatFit(marks: readonly Marked[]): boolean[] {
  const taken = marks.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius] as const);
  return marks.map(({ x, y, radius, name }, own) => {
    const box = [x + radius + 2, y - ABOVE, x + radius + 4 + name.length * LETTER, y + BELOW] as const;
    const fits = taken.every(([l, t, r, b], at) => at === own || box[2] < l || box[0] > r || box[3] < t || box[1] > b);
    if (fits) taken.push(box);
    return fits;
  });
}
