import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { AuditLog } from '#libs/audit';
import { inTransaction, SessionLock, sqlOf, type Database } from '#libs/platform';
import { CrexError, type Digest } from '#libs/protocol';
import { nameOf, type Actor, type Home } from '../context.js';
import { ahead } from './ahead.js';
import type { AnnounceImport } from './announce-import.js';
import { readHere, readInThreads, type PersonReaders, type ReadPiece } from './person-readers.js';
import type { ReadPerson, RefusedLine } from './person-reader.js';
import type { PersonRows } from './person-rows.js';
import { filePieces, inspectFile, type RegisterFile } from './register-file.js';
import {
  allowIndexMemory,
  type ImportCounts,
  type ImportState,
  type RegisterImports,
} from './register-import.store.js';
import type { RegisterStore } from './register.store.js';
import { SeenIds } from './seen-ids.js';
import type { TakeStatistics } from './take-statistics.js';

const LARGE_FILE_BYTES = 32 * 1024 * 1024;
/** Pieces of the file that are read while the database writes an earlier one. */
const PIECES_AHEAD = 4;
const IMPORT_LOCK = 4_739_210;

/** How far an import is. */
export interface ImportProgress extends ImportCounts {
  readonly step: 'reading' | 'indexing' | 'counting';
  /** Of the file, as it lies on the disk. */
  readonly bytes: number;
  readonly ofBytes: number;
}

export interface ImportOptions {
  /** Told of each line that was not imported. */
  readonly refuse: (line: RefusedLine) => void;
  /** Countries of nationality are notified of all that is new, not only of what changes in what they hold already. */
  readonly notify?: boolean;
  readonly progress?: (progress: ImportProgress) => void;
  /** That read and check, as many as the machine has processors unless given; 0: this thread. */
  readonly threads?: number;
  /** Files from this size on are read in threads, and indexes built after them: 32 MiB unless given. */
  readonly largeBytes?: number;
  /** Memory of PostgreSQL while it builds the indexes, mebibytes; 512 unless given. */
  readonly indexMemoryMb?: number;
}

/** A piece of the file: who of it is written, and their rows, which are being made. */
interface Prepared {
  readonly lines: number;
  readonly refused: readonly RefusedLine[];
  readonly persons: number;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly rows: Promise<PersonRows<Uint8Array>>;
  /** Of the file, read when this piece was. */
  readonly bytes: number;
  /** True for what an earlier run has committed. */
  readonly isDone: boolean;
}

/**
 * Reads persons with their convictions from NDJSON, plain or gzip, one a line, into the register. Each good line is
 * imported, each bad one reported with its number; running it again changes only what has changed, and what was killed
 * goes on behind the last piece that was committed. Until a first import is complete the register answers nobody.
 */
export class ImportRegister {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly imports: RegisterImports,
    private readonly announce: AnnounceImport,
    private readonly statistics: TakeStatistics,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws register.import-under-way, register.other-version, register.unreadable-file */
  async run(actor: Actor, path: string, options: ImportOptions): Promise<ImportCounts> {
    const lock = new SessionLock(this.database, IMPORT_LOCK);
    checkAlone(await lock.take());
    try {
      const file = await inspectFile(path);
      const { threads = availableParallelism(), largeBytes = LARGE_FILE_BYTES } = options;
      const isLarge = file.bytes * (file.isCompressed ? 10 : 1) >= largeBytes;
      const begun = await inTransaction(this.database, async (tx) => {
        await this.imports.prepareLoad(tx, file.digest, isLarge);
        return this.imports.start(tx, file.digest, this.now());
      });
      await using readers = isLarge && threads > 0 ? readInThreads(threads) : readHere();
      const counts = await this.load(actor, file, begun, readers, options);
      await this.finish(actor, file, counts, options);
      return counts;
    } finally {
      await lock.release();
    }
  }

  /** Writes the file piece by piece, each with the place that it ends at. */
  private async load(
    actor: Actor,
    file: RegisterFile,
    begun: ImportState,
    readers: PersonReaders,
    options: ImportOptions,
  ): Promise<ImportCounts> {
    const merged = await this.register.mergedDigests(this.database.manager);
    let state = begun;
    for await (const piece of ahead(this.prepare(file, begun.lines, readers, merged), PIECES_AHEAD)) {
      piece.refused.forEach(options.refuse);
      if (!piece.isDone) {
        state = {
          lines: piece.lines,
          added: state.added + piece.added.length,
          changed: state.changed + piece.changed.length,
          unchanged: state.unchanged + piece.persons - piece.added.length - piece.changed.length,
          refused: state.refused + piece.refused.length,
        };
        await this.write(actor, file, piece, state, options.notify ?? false);
      }
      options.progress?.({ ...state, step: 'reading', bytes: piece.bytes, ofBytes: file.bytes });
    }
    const { lines: _lines, ...counts } = state;
    return counts;
  }

  /** Reads ahead of the writing. What stands in a piece twice, or in an earlier one, is told by the order of the file. */
  private async *prepare(
    file: RegisterFile,
    doneLines: number,
    readers: PersonReaders,
    merged: ReadonlyMap<string, Digest>,
  ): AsyncGenerator<Prepared> {
    const seen = new SeenIds();
    let lines = 0;
    for await (const { piece: reading, bytes } of ahead(readPieces(file, readers), PIECES_AHEAD)) {
      const piece = await reading;
      const refused = [...piece.refused];
      const taken = [...piece.persons.entries()].filter(([, person]) => {
        const code = refusalOf(person, seen, merged);
        if (code !== undefined) refused.push({ line: person.line, pointers: [], ...code });
        return code === undefined && !merged.has(person.personId);
      });
      const before = lines;
      lines += piece.lines;
      const isDone = lines <= doneLines;
      const held = isDone
        ? new Map<string, Digest>()
        : await this.register.digestsOf(
            this.database.manager,
            taken.map(([, { personId }]) => personId),
          );
      const isWanted = ({ personId, digest }: ReadPerson) => !isDone && held.get(personId) !== digest;
      const wanted = taken.filter(([, person]) => isWanted(person));
      const ids = wanted.map(([, { personId }]) => personId);
      yield {
        ...{ lines, bytes, isDone, persons: piece.persons.length - (refused.length - piece.refused.length) },
        refused: refused.map((each) => ({ ...each, line: before + each.line })).sort((a, b) => a.line - b.line),
        added: ids.filter((id) => !held.has(id)),
        changed: ids.filter((id) => held.has(id)),
        rows: piece.rows(wanted.map(([place]) => place)),
      };
    }
  }

  private async write(actor: Actor, file: RegisterFile, piece: Prepared, state: ImportState, notify: boolean) {
    const rows = await piece.rows;
    await inTransaction(this.database, async (tx) => {
      // what a crash of the server takes back, it takes back with the place: the next run writes it again
      await sqlOf(tx).query('SET LOCAL synchronous_commit = off');
      await this.register.hold(tx);
      const of = { change: 'IMPORTED', at: this.now(), by: nameOf(actor), reason: file.digest } as const;
      if (piece.changed.length > 0) await this.register.supersede(tx, piece.changed, of);
      await this.register.insertRows(tx, rows, [...piece.added, ...piece.changed]);
      await this.announce.run(tx, { actor, added: piece.added, changed: piece.changed, notify });
      await this.imports.advance(tx, file.digest, state);
    });
  }

  private async finish(actor: Actor, file: RegisterFile, counts: ImportCounts, options: ImportOptions): Promise<void> {
    const done = { ...counts, bytes: file.bytes, ofBytes: file.bytes };
    options.progress?.({ ...done, step: 'indexing' });
    await inTransaction(this.database, async (tx) => {
      if (!(await this.imports.isLoading(tx))) return;
      await allowIndexMemory(tx, options.indexMemoryMb);
      await this.imports.buildIndexes(tx);
    });
    options.progress?.({ ...done, step: 'counting' });
    await this.statistics.run();
    await inTransaction(this.database, async (tx) => {
      await this.register.hold(tx); // also of a file without persons: a register of nobody answers, too
      await this.imports.complete(tx, file.digest, counts, this.now());
      const { added, changed, refused } = counts;
      const entry = { type: 'IMPORT', fileDigest: file.digest, added, changed, removed: 0, refused } as const;
      await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor: { ...actor } }]);
    });
  }

  private now(): Date {
    return new Date(this.home.clock.nowMs());
  }
}

interface ReadingPiece {
  readonly piece: Promise<ReadPiece>;
  readonly bytes: number;
}

async function* readPieces(file: RegisterFile, readers: PersonReaders): AsyncGenerator<ReadingPiece> {
  for await (const { lines, bytes } of filePieces(file)) {
    const piece = readers.read(lines);
    // looked at in its turn
    piece.catch(() => undefined);
    yield { piece, bytes };
  }
}

/** Why somebody is not imported whose line is a good one. */
function refusalOf(
  { personId, digest, idHash }: ReadPerson,
  seen: SeenIds,
  merged: ReadonlyMap<string, Digest>,
): { code: string; detail: string } | undefined {
  if (!seen.add(idHash)) {
    return { code: 'register.repeated-person', detail: 'this personId stands in the file before' };
  }
  const asMerged = merged.get(personId);
  if (asMerged === undefined || asMerged === digest) return undefined;
  return { code: 'register.merged-person', detail: 'merged into another person since; the record has changed' };
}

function checkAlone(taken: boolean): void {
  if (!taken) throw new CrexError('register.import-under-way', 'another import into this register is running');
}
