import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HighWaterFile } from './high-water.js';

const id = (number: number, pair = 'AR-BR-1') => `${pair}-${String(number).padStart(12, '0')}`;

describe('the file of highest numbers', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-high-water-'));
    path = join(folder, 'high-water.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const onDisk = async () => JSON.parse(await readFile(path, 'utf8')) as unknown;
  /** A folder stands where the file is written beside. */
  const block = () => mkdir(`${path}.new`);
  const unblock = () => rm(`${path}.new`, { recursive: true });

  it('is made at a first start alone, and has to be there at every other one', async () => {
    await expect(HighWaterFile.open(path, false)).rejects.toMatchObject({ code: 'courier.high-water-missing' });
    await HighWaterFile.open(path, true);
    expect(await onDisk()).toEqual({ sent: {}, seen: {} });
    await HighWaterFile.open(path, false);
  });

  it('is not taken for new when it cannot be read', async () => {
    await writeFile(path, '{"sent":');
    await expect(HighWaterFile.open(path, true)).rejects.toMatchObject({ code: 'courier.high-water-missing' });
  });

  it('holds the highest number of each pair and epoch, of both directions apart, and never a lower one', async () => {
    const file = await HighWaterFile.open(path, true);
    await file.sent([id(3), id(7), id(5), id(2, 'AR-JM-2')]);
    await file.seen([id(9, 'BR-AR-1')]);
    await file.sent([id(6)]);
    const all = { sent: { 'AR-BR-1': 7, 'AR-JM-2': 2 }, seen: { 'BR-AR-1': 9 } };
    expect([await onDisk(), file.current]).toEqual([all, all]);
    expect((await HighWaterFile.open(path, false)).current).toEqual(all);
  });

  it('is written before the call resolves, also when many come at once', async () => {
    const file = await HighWaterFile.open(path, true);
    await Promise.all(
      [4, 1, 3].map(async (number) => {
        await file.sent([id(number)]);
        expect(((await onDisk()) as { sent: Record<string, number> }).sent['AR-BR-1']).toBeGreaterThanOrEqual(number);
      }),
    );
  });

  it('lets nothing through after a failed write, not even a call without a new number', async () => {
    const file = await HighWaterFile.open(path, true);
    await file.sent([id(1)]);
    await block();
    await expect(file.sent([id(2)])).rejects.toThrow();
    await expect(file.sent([])).rejects.toThrow();
    await expect(file.seen([id(1, 'BR-AR-1')])).rejects.toThrow();
    expect(await onDisk()).toEqual({ sent: { 'AR-BR-1': 1 }, seen: {} });
  });

  it('goes on when it can be written again, and holds by then what could not be written before', async () => {
    const file = await HighWaterFile.open(path, true);
    await block();
    await expect(file.sent([id(2)])).rejects.toThrow();
    await unblock();
    await file.sent([]);
    expect(await onDisk()).toEqual({ sent: { 'AR-BR-1': 2 }, seen: {} });
    await file.sent([id(3)]);
    expect(await onDisk()).toEqual({ sent: { 'AR-BR-1': 3 }, seen: {} });
  });

  it('takes over what another process has written, and forgets nothing of its own', async () => {
    const [one, other] = [await HighWaterFile.open(path, true), await HighWaterFile.open(path, false)];
    await one.sent([id(5)]);
    await block();
    await expect(other.seen([id(8, 'BR-AR-1')])).rejects.toThrow();
    await unblock();
    await other.reread();
    expect(other.current).toEqual({ sent: { 'AR-BR-1': 5 }, seen: { 'BR-AR-1': 8 } });
    await other.seen([]);
    expect(await onDisk()).toEqual(other.current);
  });
});
