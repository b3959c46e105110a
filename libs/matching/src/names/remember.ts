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
