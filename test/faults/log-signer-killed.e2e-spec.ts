import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkLogTables, latestCheckpoint, placeOf, treeHead } from '#libs/audit';
import { metadataSigner } from '#libs/pki';
import { RunningProcess } from '../../apps/demo/src/child-process.js';
import { logKey } from '../../apps/log-signer/src/log-key.js';
import { SignerDatabase } from '../../apps/log-signer/src/signer-database.jest.js';

const KILLS = 6;
const WRITERS = 3;

describe('a log whose signer is killed again and again under load', () => {
  let place: SignerDatabase;
  let running: RunningProcess | undefined;
  beforeAll(async () => {
    place = await SignerDatabase.create();
  });
  afterAll(async () => {
    await running?.stop('SIGKILL');
    await place.close();
  });

  const start = () =>
    RunningProcess.start({
      ...{ name: 'log signer', entry: 'dist/apps/log-signer/src/main.js', env: place.environment },
      logFile: join(place.folder, 'signer.log'),
    });

  /** Kills it at a random moment of its first rounds. */
  async function killOne(): Promise<void> {
    const waitMs = randomInt(0, 400);
    running = await start();
    await sleep(waitMs);
    await running.stop('SIGKILL');
  }

  it('has every entry at one place, no gap, nothing waiting, and one history of checkpoints', async () => {
    let isLoaded = true;
    const appended: string[] = [];
    const writers = Array.from({ length: WRITERS }, async () => {
      while (isLoaded) {
        appended.push(...(await place.append(randomInt(1, 40))).map(({ leaf }) => leaf.eventId));
        await sleep(randomInt(0, 20));
      }
    });
    for (let round = 0; round < KILLS; round += 1) await killOne();
    isLoaded = false;
    await Promise.all(writers);

    running = await start();
    const { sql } = place.database;
    const total = BigInt(appended.length + 1);
    for (let tries = 0; (await latestCheckpoint(sql, 1))?.size !== total && tries < 200; tries += 1) await sleep(100);
    await running.stop();

    expect((await treeHead(sql, 1))?.size).toBe(total);
    expect((await latestCheckpoint(sql, 1))?.size).toBe(total);
    for (const eventId of appended.slice(-20)) expect(await placeOf(sql, eventId, 'TAKEN')).toBeDefined();
    const verifierOf = (origin: string) => logKey(origin, metadataSigner(place.pair.privateKey)).verifier;
    const checked = await place.database.transaction((tx) =>
      checkLogTables(tx, { now: Math.floor(Date.now() / 1000), verifierOf }),
    );
    expect(checked).toMatchObject({ entries: Number(total), pending: 0, faultCount: 0, faults: [] });
    expect(checked.checkpoints).toBeGreaterThan(KILLS);
    // it still knows what it signed, and goes on
    await place.append(1);
    expect(await place.round()).toEqual({ added: 1, size: total + 1n });
  });
});
