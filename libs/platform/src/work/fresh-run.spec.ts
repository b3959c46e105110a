import { FreshRun } from './fresh-run.js';

/** A look whose end the test chooses, and that sees what there is when it begins. */
function look() {
  const begun: { readonly end: () => void; readonly fail: () => void }[] = [];
  let world = 0;
  const work = () =>
    new Promise<number>((resolve, reject) => {
      const seen = world;
      begun.push({
        end: () => {
          resolve(seen);
        },
        fail: () => {
          reject(new Error('cannot look'));
        },
      });
    });
  return { begun, fresh: new FreshRun(work), change: () => (world += 1) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared look', () => {
  it('is a new one for a caller who came after it had begun', async () => {
    const { begun, fresh, change } = look();
    const first = fresh.run();
    await settled();
    change();
    const second = fresh.run();
    begun[0]?.end();
    expect(await first).toBe(0);
    await settled();
    begun[1]?.end();
    expect(await second).toBe(1);
  });
  it('is one for all who wait together', async () => {
    const { begun, fresh } = look();
    const all = [fresh.run(), fresh.run(), fresh.run()];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    expect(await Promise.all(all)).toEqual([0, 0, 0]);
  });
  it('fails for those who shared it alone', async () => {
    const { begun, fresh } = look();
    const first = fresh.run();
    await settled();
    const second = fresh.run();
    begun[0]?.fail();
    await expect(first).rejects.toThrow('cannot look');
    await settled();
    begun[1]?.end();
    expect(await second).toBe(0);
  });
});
