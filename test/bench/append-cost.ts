import { randomBytes, randomUUID } from 'node:crypto';
import { auditMigrations, localKek, openLog, type AuditLog, type NewEntry } from '#libs/audit';
import { createDatabase, inTransaction, migrate, openDatabase, sqlOf, type Database } from '#libs/platform';

const SEARCH_MIGRATION = '20261122-0300-create-audit-search';
const digest = () => randomBytes(32).toString('base64url');

/** The entries that one question leaves at the country that asks, in the four transactions in which they are written. */
function question(at: number, findCase: boolean): NewEntry[][] {
  const eventId = randomUUID();
  const codes = { purpose: ['C1', 'C2', 'P3'][at % 3] ?? 'C1', legalBasis: 'NASSAU-1992' };
  const parties = { from: 'AR', to: (['BR', 'CL', 'UY', 'PE'] as const)[at % 4] ?? 'BR' } as const;
  const [requestDigest, contentDigest] = [digest(), digest()];
  const number = String(at + 1).padStart(12, '0');
  const references = [`number:AR:AR_DNI:${randomUUID()}`, `name:${randomUUID()}:1980-01-01`];
  const findBy = { subject: references, actor: [`AR-${at % 500}`] };
  const parts = {
    subject: { subject: { names: [{ full: 'Juan Ejemplo Muñoz' }], birthDate: '1984-02-29' } },
    actor: { kind: 'official', role: 'prosecutor', id: 'AR-PRO-01', authority: 'Fiscalía' },
    detail: { caseReference: 'IPP-2026-004711', urgency: 'ROUTINE', requestId: randomUUID() },
  };
  const ask: NewEntry = {
    ...{ eventId, entry: { type: 'ASK', ...parties, ...codes, bodyDigest: digest() }, ...parts },
    findBy: findCase ? { ...findBy, case: [`IPP-2026-${at}`] } : findBy,
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

interface Side {
  readonly database: Database;
  readonly log: AuditLog;
  readonly findCase: boolean;
}

/**
 * What the search tables cost the transaction that appends: the same entries into a log without them and into one with
 * them, in turns, alone and in batches of 64.
 */
export async function appendCost(
  adminUrl: string,
  rounds: number,
): Promise<{ one: [number, number]; batch: [number, number] }> {
  const before = await side(adminUrl, 'without_search', false);
  const after = await side(adminUrl, 'with_search', true);
  const one: [number[], number[]] = [[], []];
  const batch: [number[], number[]] = [[], []];
  for (let round = -5; round < rounds; round++) {
    for (const [index, each] of ([before, after] as const).entries()) {
      const alone = await timed(() => appendAll(each, 16, 1));
      const together = await timed(() => appendAll(each, 1, 64));
      if (round < 0) continue; // warm-up
      one[index]?.push(alone / 16);
      batch[index]?.push(together / 64);
    }
  }
  for (const { database } of [before, after]) await database.destroy();
  return { one: [median(one[0]), median(one[1])], batch: [median(batch[0]), median(batch[1])] };
}

async function side(adminUrl: string, name: string, findCase: boolean): Promise<Side> {
  const { ownerUrl, url } = await createDatabase({
    ...{ adminUrl, name, ownerRole: `${name}_owner`, appRole: `${name}_app`, logRole: `${name}_log` },
    ...{ ownerPassword: 'o', appPassword: 'a', logPassword: 'l' },
  });
  await migrate(
    ownerUrl,
    findCase ? auditMigrations : auditMigrations.filter((each) => each.name !== SEARCH_MIGRATION),
  );
  const database = await openDatabase({ url, entities: [], poolSize: 1, applicationName: name });
  const keys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
  const log = openLog({ origin: 'log.ar.crex.example/audit/1', ...keys, clock: { nowMs: () => Date.now() } });
  await log.preparePeriodKeys(sqlOf(database.manager));
  return { database, log, findCase };
}

let made = 0;

/** `times` times: `together` questions, each step of all of them in one transaction. */
async function appendAll({ database, log, findCase }: Side, times: number, together: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const questions = Array.from({ length: together }, () => question(made++, findCase));
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

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: number[]): number {
  return values.sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}
