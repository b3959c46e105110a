import fc from 'fast-check';
import { ahead } from './ahead.js';
import type { ImportProgress } from './import-register.js';
import { lineChunks } from './line-chunks.js';
import { ProgressBar, progressBar } from './progress-bar.js';
import { MAX_LINE_BYTES } from './read-person.js';
import { SeenIds } from './seen-ids.js';

async function* pieces(...parts: readonly Uint8Array[]) {
  for (const part of parts) yield await Promise.resolve(part);
}
const all = async <T>(source: AsyncIterable<T>) => {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
};

describe('lines in pieces', () => {
  it('lose nothing, however they are read', async () => {
    const text = fc.array(fc.constantFrom(10, 13, 97, 195, 0), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 12 }), async (parts) => {
        const read = parts.map((part) => Uint8Array.from(part));
        expect(Buffer.concat(await all(lineChunks(pieces(...read))))).toEqual(Buffer.concat(read));
      }),
    );
  });

  it('are cut at the same places, however they are read', async () => {
    const text = Buffer.from(`${'a'.repeat(999)}\n`.repeat(4000));
    const cut = (size: number) =>
      pieces(
        ...Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.subarray(at * size, (at + 1) * size)),
      );
    const lengths = async (size: number) => (await all(lineChunks(cut(size)))).map(({ length }) => length);
    const [first = 0, ...others] = await lengths(1 << 20);
    expect(first % 1000).toBe(0);
    expect(await lengths(777_777)).toEqual([first, ...others]);
    expect(await lengths(16_384)).toEqual([first, ...others]);
  });

  it('hold no more than the beginning of a line that nobody would read', async () => {
    const long = Array.from({ length: 40 }, () => Buffer.alloc(1 << 20, 'x'));
    const lengths = (await all(lineChunks(pieces(...long, Buffer.from('\nnext\n'))))).map(({ length }) => length);
    expect(lengths).toEqual([MAX_LINE_BYTES + 1 + '\n'.length, 'next\n'.length]);
  });
});

describe('ids seen before', () => {
  it('are known again, among as many others as there are', () => {
    const seen = new SeenIds();
    const ids = Array.from({ length: 100_000 }, (_, index) => [index % 7, Math.imul(index, 0x9e3779b1) >>> 0] as const);
    expect(ids.every((id) => seen.add(id))).toBe(true);
    expect(ids.some((id) => seen.add(id))).toBe(false);
    const two = new SeenIds();
    expect([two.add([0, 0]), two.add([0, 0]), two.add([1, 0]), two.add([0, 2])]).toEqual([true, false, true, true]);
  });
});

describe('work ahead', () => {
  it('keeps the order, takes no more than it may, and ends its source when it is left', async () => {
    let [made, ended] = [0, false];
    async function* numbers() {
      try {
        for (;;) yield await Promise.resolve((made += 1));
      } finally {
        ended = true;
      }
    }
    const taken: number[] = [];
    for await (const number of ahead(numbers(), 3)) {
      taken.push(number);
      expect(made).toBeLessThanOrEqual(number + 4);
      if (number === 20) break;
    }
    expect(taken).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(ended).toBe(true);
  });

  it('hands an error on in its turn', async () => {
    async function* failing() {
      yield await Promise.resolve(1);
      throw new Error('broken');
    }
    const taken: number[] = [];
    const use = async () => {
      for await (const number of ahead(failing(), 4)) taken.push(number);
    };
    await expect(use()).rejects.toThrow('broken');
    expect(taken).toEqual([1]);
  });
});

describe('the bar of an import', () => {
  const progress = (bytes: number, added: number, more: Partial<ImportProgress> = {}): ImportProgress => ({
    ...{ step: 'reading', bytes, ofBytes: 1000, added, changed: 0, unchanged: 0, refused: 0 },
    ...more,
  });

  it('says share, rate, time left and what is refused; four times a second at most', () => {
    const written: string[] = [];
    let now = 0;
    const bar = new ProgressBar(
      (text) => written.push(text),
      () => now,
    );
    bar.show(progress(0, 0));
    now = 100;
    bar.show(progress(10, 1));
    now = 2000;
    bar.show(progress(250, 500, { refused: 3 }));
    bar.show(progress(1000, 2000, { step: 'indexing' }));
    bar.end();
    expect(written).toHaveLength(4);
    expect(written[1]).toContain('[######..................] 25 %  252/s  0:06 left, 3 refused');
    expect(written[2]).toContain('building the indexes');
  });

  it('is not drawn where nobody sees it', () => {
    expect(progressBar({ isTTY: false, write: () => true }, () => 0)).toBeUndefined();
  });
});
