import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe as describePerson, documentKeysOf, FEATURES_VERSION, recordKeys } from '#libs/matching';
import { localKek, openLog, type AuditLog } from '#libs/audit';
import type { DisclosedIdentity, Person } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { createTestDatabase, fixedClock, type TestDatabase } from '#libs/testing';
import { Home } from '../context.js';
import { nodeMigrations } from '../migrations.js';
import type { ImportOptions } from './import-register.js';
import type { RefusedLine } from './person-reader.js';
import { registerVerbs } from './register-verbs.js';

export const operator = { kind: 'operator', id: 'op-1' } as const;

/** Made-up persons of Brazil's register. */
export const persons = (count: number, from = 0): Person[] =>
  Array.from({ length: count }, (_, index) => personAt({ country: 'BR', seed: '3' }, from + index));

/** A country's register of its own, with the verbs that write to it. */
export class RegisterSuite implements AsyncDisposable {
  private constructor(
    readonly database: TestDatabase,
    readonly log: AuditLog,
    readonly verbs: ReturnType<typeof registerVerbs>,
    readonly folder: string,
    /** Of the log, for another process. */
    readonly key: Buffer,
    private readonly opened: AsyncDisposableStack,
  ) {}

  static readonly clock = fixedClock(Date.UTC(2026, 10, 22));

  static async open(): Promise<RegisterSuite> {
    await using opening = new AsyncDisposableStack();
    const database = opening.use(await createTestDatabase({ migrations: nodeMigrations }));
    const folder = await mkdtemp(join(tmpdir(), 'crex-register-'));
    opening.defer(() => rm(folder, { recursive: true }));
    const key = randomBytes(32);
    const keys = { kek: localKek(key), pseudonymKey: key };
    const log = openLog({ origin: 'log.br.crex.example/audit/1', ...keys, clock: RegisterSuite.clock });
    await log.preparePeriodKeys(database.sql);
    const home = new Home('BR', 'test', RegisterSuite.clock, 'America/Sao_Paulo');
    const verbs = registerVerbs({ database: database.dataSource, log, home });
    return new RegisterSuite(database, log, verbs, folder, key, opening.move());
  }

  async import(list: readonly Person[]) {
    return this.importLines(list.map((person) => JSON.stringify(person)));
  }

  async importLines(lines: readonly (string | Uint8Array)[], options: Partial<ImportOptions> = {}) {
    const file = join(this.folder, 'register.ndjson');
    await writeFile(file, Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));
    return this.importFile(file, options);
  }

  async importFile(file: string, options: Partial<ImportOptions> = {}) {
    const refused: RefusedLine[] = [];
    const refuse = (line: RefusedLine) => refused.push(line);
    return { counts: await this.verbs.importRegister.run(operator, file, { refuse, ...options }), refused };
  }

  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]> {
    return this.database.owner.query<R>(text, values);
  }

  /** How many rows of the search table lie behind one of a later birthday: a search of a day wants them side by side. */
  async birthdaysOutOfOrder(): Promise<number> {
    const [row] = await this.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM (
         SELECT birth_date, lag(birth_date) OVER (ORDER BY ctid) AS before FROM person_search) neighbours
       WHERE birth_date < before`,
    );
    return row?.rows ?? 0;
  }

  /** Where the search tables and the persons do not say the same: nobody may be missing, old or too many. */
  async searchFaults(): Promise<string[]> {
    const held = await this.query<{ personId: string; identity: DisclosedIdentity }>(
      'SELECT person_id AS "personId", identity FROM person',
    );
    const found = new Map(
      (
        await this.query<{ id: string; row: string }>(
          `SELECT person_id AS id, jsonb_build_array(to_jsonb(keys), features, normaliser_version)::text AS row FROM person_search`,
        )
      ).map(({ id, row }) => [id, row]),
    );
    const documents = (
      await this.query<{ row: string }>(`SELECT person_id || ' ' || document AS row FROM person_document`)
    ).map(({ row }) => row);
    const expected = held.map(({ personId, identity }) => ({ personId, features: describePerson(identity) }));
    const rows = expected.map(({ personId, features }) => {
      const row = JSON.parse(found.get(personId) ?? '[]') as unknown[];
      const same =
        JSON.stringify(row) === JSON.stringify([recordKeys(features), JSON.stringify(features), FEATURES_VERSION]);
      return same ? [] : [`${personId} ${row.length === 0 ? 'is missing' : 'is old'}`];
    });
    const numbers = expected.flatMap(({ personId, features }) =>
      documentKeysOf(features).map((key) => `${personId} ${key}`),
    );
    const ids = new Set(held.map(({ personId }) => personId));
    return [
      ...rows.flat(),
      ...[...found.keys()].filter((id) => !ids.has(id)).map((id) => `${id} is too many`),
      ...numbers.filter((number) => !documents.includes(number)).map((number) => `number missing: ${number}`),
      ...documents.filter((number) => !numbers.includes(number)).map((number) => `number too many: ${number}`),
    ];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.opened.disposeAsync();
  }
}
