import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import {
  canonicalJson,
  checkShape,
  CrexError,
  digestOf,
  isCrexError,
  parseJson,
  personSchema,
  type Conviction,
  type JsonLimits,
  type Person,
  type Pointer,
} from '#libs/protocol';
import type { Actor, Home } from '../context.js';
import type { ImportCounts, ImportedPerson, RegisterStore } from './register.store.js';

const BATCH = 500;
const LINE_LIMITS: JsonLimits = {
  maxBytes: 4 * 1024 * 1024,
  maxDepth: 12,
  maxValues: 100_000,
  integersAndStringsOnly: true,
};

/** A line that was not imported, and why. Never says what stands in it. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly pointers: readonly Pointer[];
}

/**
 * Reads persons with their convictions from NDJSON, one a line, into the register. Each good line is imported, each bad
 * one reported with its number; running it again changes only what has changed. Until a first import is complete the
 * register answers nobody.
 */
export class ImportRegister {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @param refuse is told of each line that was not imported */
  async run(actor: Actor, path: string, refuse: (line: RefusedLine) => void): Promise<ImportCounts> {
    const fileDigest = await digestOfFile(path);
    await inTransaction(this.database, (tx) => this.register.startImport(tx, fileDigest, this.now()));
    const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
    for await (const batch of this.batches(path, refuse, counts)) {
      const written = await inTransaction(this.database, (tx) => this.register.write(tx, batch));
      counts.added += written.added;
      counts.changed += written.changed;
      counts.unchanged += written.unchanged;
    }
    await inTransaction(this.database, async (tx) => {
      await this.register.completeImport(tx, fileDigest, counts, this.now());
      const { added, changed, refused } = counts;
      const entry = { type: 'IMPORT', fileDigest, added, changed, removed: 0, refused } as const;
      await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor: { ...actor } }]);
    });
    return counts;
  }

  private async *batches(path: string, refuse: (line: RefusedLine) => void, counts: { refused: number }) {
    let batch = new Map<string, ImportedPerson>();
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() === '') continue;
      try {
        const person = readPerson(line);
        checkNotRepeated(batch.has(person.personId));
        batch.set(person.personId, { person, digest: digestOf(canonicalJson(person)) });
      } catch (error) {
        if (!isCrexError(error)) throw error;
        counts.refused += 1;
        refuse({ line: number, code: error.code, detail: error.message, pointers: error.pointers });
      }
      if (batch.size === BATCH) {
        yield [...batch.values()];
        batch = new Map();
      }
    }
    if (batch.size > 0) yield [...batch.values()];
  }

  private now(): Date {
    return new Date(this.home.clock.nowMs());
  }
}

/** @throws register.malformed-person, register.impossible-date, register.incomplete-conviction and the codes of parseJson */
export function readPerson(line: string): Person {
  const value = parseJson(Buffer.from(line, 'utf8'), LINE_LIMITS);
  checkShape(personSchema, value, 'register.malformed-person', 'the person');
  const person = value as Person;
  checkDates(person);
  for (const [index, conviction] of person.convictions.entries()) checkReferences(conviction, index);
  return person;
}

/** The schema knows the form of a date; whether the day exists is asked here. */
function checkDates(person: Person): void {
  const pointers: Pointer[] = [];
  visit(person, '', (value, pointer) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !isDay(value))
      pointers.push({ pointer, rule: 'is a day of the calendar' });
  });
  if (pointers.length > 0) throw new CrexError('register.impossible-date', 'a date does not exist', { pointers });
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function visit(value: unknown, pointer: string, see: (value: string, pointer: string) => void): void {
  if (typeof value === 'string') see(value, pointer);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) visit(item, `${pointer}/${key}`, see);
  }
}

/** Relationships name parts of the same conviction (or other convictions, which may lie elsewhere). */
function checkReferences(conviction: Conviction, index: number): void {
  const parts = [...conviction.decisions, ...conviction.offences, ...conviction.sanctions].map(({ id }) => id);
  const ids = new Set(parts);
  const pointers: Pointer[] = [];
  if (conviction.offences.length === 0)
    pointers.push({ pointer: `/convictions/${index}/offences`, rule: 'names an offence' });
  if (ids.size !== parts.length)
    pointers.push({ pointer: `/convictions/${index}`, rule: 'gives each part its own id' });
  for (const [place, { kind, from, to }] of (conviction.relationships ?? []).entries()) {
    const inside = kind === 'CONVICTION_CONVICTIONS' ? [] : [from, ...to];
    if (inside.some((id) => !ids.has(id))) {
      pointers.push({ pointer: `/convictions/${index}/relationships/${place}`, rule: 'names ids of this conviction' });
    }
  }
  if (pointers.length > 0) {
    throw new CrexError(
      'register.incomplete-conviction',
      'a conviction lacks its offence, or names a part that is not there',
      { pointers },
    );
  }
}

function checkNotRepeated(repeated: boolean): void {
  if (repeated)
    throw new CrexError('register.repeated-person', 'this personId stands in the file twice, close together');
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('base64url');
}
