const WIDTH = 40;
const SHOW_EVERY_MS = 100;

/** A bar on standard error, where a person is looking; nothing at all where none is. */
export function progressBar(what: string, total: number): { show(done: number): void; end(): void } {
  const { stderr } = process;
  let shownAt = 0;
  return {
    show: (done) => {
      if (!stderr.isTTY || performance.now() - shownAt < SHOW_EVERY_MS) return;
      shownAt = performance.now();
      const share = total === 0 ? 1 : done / total;
      const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
      stderr.write(`\r${bar} ${Math.floor(share * 100)} % of ${total} ${what}`);
    },
    end: () => {
      if (stderr.isTTY && shownAt > 0) stderr.write(`\r${' '.repeat(WIDTH + 40)}\r`);
    },
  };
}
