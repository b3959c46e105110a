/**
 * The same function with a memory: the words of names repeat a thousandfold in a register. A full memory starts afresh;
 * long texts are not kept.
 */
export function remember<T>(compute: (text: string) => T, maxTexts = 100_000, maxLength = 40): (text: string) => T {
  const memory = new Map<string, T>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined) return known;
    const value = compute(text);
    if (text.length > maxLength) return value;
    if (memory.size >= maxTexts) memory.clear();
    memory.set(text, value);
    return value;
  };
}

/** The same for two texts, when it does not matter which comes first; faster where the first one repeats. */
export function rememberPairs<T>(
  compute: (one: string, other: string) => T,
  maxPairs: number,
  maxLength = 40,
): (one: string, other: string) => T {
  const memory = new Map<string, Map<string, T>>();
  let pairs = 0;
  return (one, other) => {
    let ofOne = memory.get(one);
    const known = ofOne?.get(other);
    if (known !== undefined) return known;
    const value = one < other ? compute(one, other) : compute(other, one);
    if (one.length + other.length > maxLength) return value;
    if (pairs >= maxPairs) {
      memory.clear();
      pairs = 0;
      ofOne = undefined;
    }
    if (ofOne === undefined) memory.set(one, (ofOne = new Map<string, T>()));
    ofOne.set(other, value);
    pairs += 1;
    return value;
  };
}
