import {
  entriesOfEvent,
  entriesOfReference,
  GROUPS,
  type AuditLog,
  type EntryParts,
  type EntryType,
  type FoundEntry,
  type LogEntry,
} from '#libs/audit';
import { CrexError } from '#libs/protocol';
import type { AuditedRead, Auditor } from './audited-read.js';
import type { Proof, ProofOfEntry } from './proof-of-entry.js';

/** One entry with all that belongs to it. */
export interface EntryDossier {
  readonly entry: FoundEntry;
  readonly parts: EntryParts;
  readonly proof: Proof | 'PENDING';
  /** The other entries of its event, and the entries that name the event: accesses, erasures. */
  readonly related: readonly LogEntry[];
}

/** Shows an auditor one entry, opens its parts, and gives the proof that it is in the log. */
export class ReadEntry {
  constructor(
    private readonly reads: AuditedRead,
    private readonly log: AuditLog,
    private readonly proofs: ProofOfEntry,
  ) {}

  /** @throws log.not-found, log.unavailable */
  async run(auditor: Auditor, eventId: string, type: EntryType): Promise<EntryDossier> {
    const dossier = await this.reads.run(auditor, async (sql) => {
      const entry = await this.log.entry(sql, eventId, type);
      const query = { asked: 'ENTRY', eventId, type };
      // that there is none is an answer too
      if (entry === undefined) return { result: undefined, scope: 'METADATA', count: 0, query };
      const [parts = {}] = await this.log.readParts(sql, [entry], GROUPS);
      const proof = await this.proofs.of(sql, eventId, type);
      const ofEvent = (await entriesOfEvent(sql, eventId)).filter(({ leaf }) => leaf.type !== type);
      const related = [...ofEvent, ...(await entriesOfReference(sql, eventId))];
      return { result: { entry, parts, proof, related }, scope: 'DETAIL', count: 1, query };
    });
    checkFound(dossier);
    return dossier;
  }
}

function checkFound(dossier: EntryDossier | undefined): asserts dossier is EntryDossier {
  if (dossier === undefined) throw entryNotFound();
}

export function entryNotFound(): CrexError {
  return new CrexError('log.not-found', 'the log has no such entry');
}
