import { randomBytes, randomUUID } from 'node:crypto';
import {
  auditMigrations,
  encodeLeaf,
  integratePending,
  localKek,
  openEpoch,
  openLog,
  type AuditLog,
  type NewEntry,
} from '#libs/audit';
import { createDatabase, inTransaction, migrate, openDatabase, sqlOf, type Database } from '#libs/platform';

const ORIGIN = 'log.ar.crex.example/audit/1';
const digest = () => randomBytes(32).toString('base64url');

/** The entries that one question leaves at the country that asks, in the four transactions in which they are written. */
function question(at: number): NewEntry[][] {
  const eventId = randomUUID();
  const codes = { purpose: ['C1', 'C2', 'P3'][at % 3] ?? 'C1', legalBasis: 'NASSAU-1992' };
  const parties = { from: 'AR', to: (['BR', 'CL', 'UY', 'PE'] as const)[at % 4] ?? 'BR' } as const;
  const [requestDigest, contentDigest] = [digest(), digest()];
  const number = String(at + 1).padStart(12, '0');
  const references = [`number:AR:AR_DNI:${randomUUID()}`, `name:${randomUUID()}:1980-01-01`];
  const parts = {
    subject: { subject: { names: [{ full: 'Juan Ejemplo Muñoz' }], birthDate: '1984-02-29' } },
    actor: { kind: 'official', role: 'prosecutor', id: 'AR-PRO-01', authority: 'Fiscalía' },
    detail: { caseReference: 'IPP-2026-004711', urgency: 'ROUTINE', requestId: randomUUID() },
  };
  const ask: NewEntry = {
    ...{ eventId, entry: { type: 'ASK', ...parties, ...codes, bodyDigest: digest() }, ...parts },
    findBy: { subject: references, actor: [`AR-${at % 500}`], case: [`IPP-2026-${at}`] },
  };
  const message = { from: parties.from, to: parties.to, contentDigest: requestDigest } as const;
  const sent = { messageId: `AR-${parties.to}-1-${number}`, class: 'request', slipDigest: digest() } as const;
  const back = { messageId: `${parties.to}-AR-1-${number}`, from: parties.to, to: 'AR', class: 'reply' } as const;
  const arrived = { contentDigest, requestDigest, peerLeaf: digest() };
  return [
    [ask],
    [{ eventId, entry: { type: 'SENT', ...message, ...sent } }],
    [{ eventId: randomUUID(), entry: { type: 'RECEIVED', ...back, ...arrived } }],
    [{ eventId, entry: { type: 'OUTCOME', ...parties, outcome: 'NO_RECORD', requestDigest, contentDigest } }],
  ];
}

interface Place {
  readonly database: Database;
  readonly signer: Database;
  readonly log: AuditLog;
}

/**
 * Milliseconds of a question: in four transactions of its own, in transactions of 64 questions, and what the sequencer then does
 * for it, where all that a search needs is derived.
 */
export async function appendCost(
  adminUrl: string,
  rounds: number,
): Promise<{ one: number; batch: number; placed: number }> {
  const place = await open(adminUrl);
  const [one, batch, placed]: [number[], number[], number[]] = [[], [], []];
  for (let round = -5; round < rounds; round++) {
    const alone = await timed(() => appendAll(place, 16, 1));
    const together = await timed(() => appendAll(place, 1, 64));
    const sequenced = await timed(() => inTransaction(place.signer, (tx) => integratePending(sqlOf(tx), 1)));
    if (round < 0) continue; // warm-up
    one.push(alone / 16);
    batch.push(together / 64);
    placed.push(sequenced / (16 + 64));
  }
  for (const database of [place.database, place.signer]) await database.destroy();
  return { one: median(one), batch: median(batch), placed: median(placed) };
}

async function open(adminUrl: string): Promise<Place> {
  const name = 'append_cost';
  const { ownerUrl, url, logUrl } = await createDatabase({
    ...{ adminUrl, name, ownerRole: `${name}_owner`, appRole: `${name}_app`, logRole: `${name}_log` },
    ...{ ownerPassword: 'o', appPassword: 'a', logPassword: 'l' },
  });
  await migrate(ownerUrl, auditMigrations);
  const database = await openDatabase({ url, entities: [], poolSize: 1, applicationName: name });
  const signer = await openDatabase({ url: logUrl, entities: [], poolSize: 1, applicationName: name });
  const keys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
  const log = openLog({ origin: ORIGIN, ...keys, clock: { nowMs: () => Date.now() } });
  await log.preparePeriodKeys(sqlOf(database.manager));
  const at = Math.floor(Date.now() / 1000);
  const start = { v: 1, type: 'EPOCH_START', eventId: randomUUID(), reason: 'new-log', c: {} } as const;
  await openEpoch(sqlOf(signer.manager), 1, encodeLeaf({ ...start, origin: ORIGIN, at }));
  return { database, signer, log };
}

let made = 0;

/** `times` times: `together` questions, each step of all of them in one transaction. */
async function appendAll({ database, log }: Place, times: number, together: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const questions = Array.from({ length: together }, () => question(made++));
    for (const step of [0, 1, 2, 3]) {
      await inTransaction(database, (tx) =>
        log.append(
          sqlOf(tx),
          questions.flatMap((steps) => steps[step] ?? []),
        ),
      );
    }
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: number[]): number {
  return values.sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}
