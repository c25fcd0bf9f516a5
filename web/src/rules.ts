// The rules of src/dragoman/resolve/rules.toml, written by web/write_types.py. Do not edit by hand.

/** What each of them comes to. */
export const rules: Record<string, string> = {
  "usual": "what most reports allow; figures as most report them",
  "mode": "the value that most reports give",
  "precise": "the most precise value",
  "minimum": "the lowest figures; the rest as usual",
  "maximum": "the highest figures; the rest as usual",
  "median": "the figure in the middle; the rest as usual",
  "latest": "what was published last",
  "acled": "conservative, as ACLED codes: the lowest figures, the most precise day and place",
  "ucdp": "low, best and high, as UCDP GED codes: best is reported most, of several the lower; doubtful figures only raise high"
};
