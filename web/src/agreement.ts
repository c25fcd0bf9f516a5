// Do the accounts of an event agree on a field?

export type Agreement = "agree" | "differ" | "varied" | "alone" | "none";

/**
 * Compare what each report says of a field; an empty list is silence, which contradicts nothing.
 *
 * Whether two values contradict each other is for the case to say (`Event.disputed`): "January" and "3 January" do not.
 */
export function agreement(said: readonly (readonly string[])[], disputed: boolean): Agreement {
  if (disputed) return "differ";
  const values = said.filter((one) => one.length > 0).map((one) => [...new Set(one)].sort().join("\u001f"));
  if (values.length === 0) return "none";
  if (values.length === 1) return said.length === 1 ? "agree" : "alone";
  return new Set(values).size === 1 ? "agree" : "varied";
}
