/** Takes up to so many items before they are asked for, so that their making and their use go on side by side. */
export async function* ahead<T>(source: AsyncGenerator<T>, items: number): AsyncGenerator<T> {
  const next = () => {
    const taken = source.next();
    // looked at in its turn
    taken.catch(() => undefined);
    return taken;
  };
  const waiting = Array.from({ length: items }, next);
  try {
    for (;;) {
      const result = await (waiting.shift() as Promise<IteratorResult<T, unknown>>);
      if (result.done === true) return;
      waiting.push(next());
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}
