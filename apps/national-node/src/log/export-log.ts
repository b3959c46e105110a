import { createHash } from 'node:crypto';
import {
  encodeLeaf,
  GROUPS,
  type AuditLog,
  type EntryParts,
  type EntryPosition,
  type EntrySearch,
  type EntryType,
  type ErasureLeaf,
  type Group,
  type PartState,
} from '#libs/audit';
import { sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import { checkPeriod, loggedQuery, searchOf, type LogQuery } from './log-query.js';
import type { ProofOfEntry } from './proof-of-entry.js';

/** Days that an export may span. */
export const MAX_EXPORT_DAYS = 400;
/** Entries of one file. */
export const MAX_EXPORTED = 10_000;
/** Entries that are chosen, and read, at once. */
const BATCH = 200;

/**
 * Writes chosen entries into one file that is verified without this node: leaves, proofs, and the parts that were opened
 * with their salts. Which entries is settled, and logged, before the first line; what is erased while the file is being
 * written is erased in it.
 *
 * @see docs/protocol/log-export.md
 */
export class ExportLog {
  constructor(
    private readonly reads: AuditedRead,
    private readonly log: AuditLog,
    private readonly proofs: ProofOfEntry,
    private readonly database: Database,
    private readonly home: Home,
  ) {}

  /**
   * @param open the parts to open
   * @returns the lines of the file, each with its line feed
   * @throws log.invalid-input, log.too-much, log.unavailable
   */
  async run(auditor: Auditor, query: LogQuery, open: readonly Group[]): Promise<AsyncGenerator<string>> {
    checkPeriod(query, MAX_EXPORT_DAYS);
    const search = searchOf(query, this.home);
    const chosen = await this.reads.run(auditor, async (sql, access) => {
      const positions = await this.choose(sql, search);
      const scope = open.length > 0 ? 'DETAIL' : 'METADATA';
      return {
        result: { access, positions },
        scope,
        count: positions.length,
        ...loggedQuery('EXPORT', query, { open }),
      };
    });
    return this.lines(search, chosen, open);
  }

  private async choose(sql: Sql, search: EntrySearch): Promise<EntryPosition[]> {
    const chosen: EntryPosition[] = [];
    for (;;) {
      const page = await this.log.find(sql, search, { after: chosen.at(-1), limit: BATCH });
      chosen.push(...page);
      checkSize(chosen.length);
      if (page.length < BATCH) return chosen;
    }
  }

  private async *lines(
    search: EntrySearch,
    { access, positions }: { readonly access: string; readonly positions: readonly EntryPosition[] },
    open: readonly Group[],
  ): AsyncGenerator<string> {
    const digest = createHash('sha256');
    const line = (value: object): string => {
      const text = `${JSON.stringify(value)}\n`;
      digest.update(text);
      return text;
    };
    const { country } = this.home;
    const madeAt = this.home.nowSeconds();
    yield line({ format: 'crex-log-export', v: 1, country, madeAt, access, entries: positions.length, open });
    const erasures = new Map<string, ErasureLeaf>();
    for (let at = 0; at < positions.length; at += BATCH) {
      for await (const entry of this.batch(search, positions.slice(at, at + BATCH), open, erasures))
        yield line({ entry });
    }
    for (const leaf of erasures.values()) {
      yield line({ erasure: { leaf: base64(encodeLeaf(leaf)), proof: await this.proofOf(leaf.eventId, leaf.type) } });
    }
    const end = { entries: positions.length, erasures: erasures.size, digest: digest.digest('base64url') };
    yield `${JSON.stringify({ end })}\n`;
  }

  private async *batch(
    search: EntrySearch,
    positions: readonly EntryPosition[],
    open: readonly Group[],
    erasures: Map<string, ErasureLeaf>,
  ): AsyncGenerator<object> {
    const sql = sqlOf(this.database.manager);
    const entries = await this.log.entriesAt(sql, positions, search);
    const parts = await this.log.readParts(sql, entries, open);
    for (const [index, { bytes, leaf }] of entries.entries()) {
      const ofEntry = parts[index] ?? {};
      for (const part of Object.values(ofEntry)) {
        if (part.status === 'erased') erasures.set(part.erasure.eventId, part.erasure);
      }
      yield { leaf: base64(bytes), proof: await this.proofOf(leaf.eventId, leaf.type), parts: exportedParts(ofEntry) };
    }
  }

  private async proofOf(eventId: string, type: EntryType): Promise<string> {
    const proof = await this.proofs.of(sqlOf(this.database.manager), eventId, type);
    return proof === 'PENDING' ? proof : proof.proof;
  }
}

function exportedParts(parts: EntryParts): object {
  const stated = GROUPS.map((group) => [group, parts[group]] as const).filter(([, part]) => part !== undefined);
  return Object.fromEntries(stated.map(([group, part]) => [group, exportedPart(part as PartState)]));
}

function exportedPart(part: PartState): object {
  if (part.status === 'open') {
    return { status: part.status, value: part.value, salt: Buffer.from(part.salt).toString('base64url') };
  }
  return part.status === 'erased' ? { status: part.status, by: part.erasure.eventId } : { status: part.status };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function checkSize(entries: number): void {
  if (entries > MAX_EXPORTED) {
    throw new CrexError('log.too-much', `the file would have more than ${MAX_EXPORTED} entries`, {
      ...{ pointers: [{ pointer: '', rule: `must choose at most ${MAX_EXPORTED} entries` }] },
      nextStep: 'choose a shorter period or more words, and make several files',
    });
  }
}
