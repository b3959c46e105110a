import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, isDisconnected, openDatabase, sqlOf } from '#libs/platform';
import { bareEntry, disclosureEntry, openOwnLog } from '../logs/own-log.js';

/**
 * Stands for a node, as a process of its own: transactions that disclose something and log it, some of which roll back,
 * on a few connections at once. It says of each how it ended, as far as it heard.
 *
 * Environment: WRITER_URL (the application's role), WRITER_FOLDER (of the OwnLog).
 */
const LANES = 4;
const MOST_AT_ONCE = 12;
const ROLLED_BACK = 'rolled back';

const url = process.env['WRITER_URL'] ?? '';
const database = await openDatabase({ url, entities: [], poolSize: LANES, applicationName: 'writer' });
const log = await openOwnLog(process.env['WRITER_FOLDER'] ?? '', sqlOf(database.manager));

function say(message: string, more: object = {}): void {
  process.stdout.write(`${JSON.stringify({ message, ...more })}\n`);
}

/** Discloses some things in one transaction, each with its entry, in one order or the other. */
async function disclose(events: readonly string[]): Promise<void> {
  await inTransaction(database, async (tx) => {
    const sql = sqlOf(tx);
    const write = () => sql.query('INSERT INTO disclosure (event_id) SELECT unnest($1::uuid[])', [events]);
    const append = () => log.append(sql, [...events.map((each) => disclosureEntry(each)), bareEntry()]);
    const steps = randomInt(2) === 0 ? [write, append] : [append, write];
    for (const step of steps) await step();
    if (randomInt(10) === 0) throw new Error(ROLLED_BACK);
  });
}

async function lane(): Promise<never> {
  for (;;) {
    const events = Array.from({ length: randomInt(1, MOST_AT_ONCE) }, () => randomUUID());
    try {
      await disclose(events);
      say('committed', { events });
    } catch (error) {
      if (error instanceof Error && error.message === ROLLED_BACK) say(ROLLED_BACK, { events });
      else if (!isDisconnected(error)) throw error; // whether a broken commit has happened is not known
    }
    await sleep(randomInt(20));
  }
}

say('ready');
await Promise.all(Array.from({ length: LANES }, lane));
