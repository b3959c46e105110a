import { createHash } from 'node:crypto';
import { CrexError, fromBase64url, isCrexError } from '#libs/protocol';
import { opensTo } from '../commitment.js';
import { GROUPS, type Group } from '../entry-types.js';
import { partsErasedBy } from '../erasure.js';
import { leafHashOf, readLeaf, type Leaf } from '../leaf.js';
import { fromBase64 } from '../tlog/encoding.js';
import type { Policy } from '../tlog/policy-file.js';
import {
  linesOf,
  MAX_EXPORT_LINES,
  readExportLine,
  readHeader,
  type ExportedEntry,
  type ExportedLeaf,
  type ExportedPart,
  type ExportHeader,
  type ExportLine,
} from './export-lines.js';
import { ProvenLeaves } from './proven-leaves.js';
import { isSameLog } from './same-log.js';

/** One thing that is not as it must be, and the line where it stands. */
export interface ExportFault {
  readonly line: number;
  /** `entry DISCLOSURE of event 5b0f…`, `erasure …`, `end`. */
  readonly what: string;
  readonly code: string;
  readonly says: string;
}

export interface ExportVerdict {
  readonly header: ExportHeader;
  readonly entries: number;
  readonly erasures: number;
  /** Leaves of a type that this verifier does not know: proven, and not understood (log-entries.md, rule 4). */
  readonly unknownTypes: number;
  /** Leaves that no signed checkpoint covered when the file was made. */
  readonly pending: number;
  /** Parts by what became of them; `missing` and an erasure without its entry are faults as well. */
  readonly parts: Readonly<Record<ExportedPart['status'], number>>;
  /** False for a file that was cut off: its completeness is not known. */
  readonly isWhole: boolean;
  /** Each checkpoint that proofs lead to. */
  readonly checkpoints: readonly {
    readonly origin: string;
    readonly size: bigint;
    readonly cosigners: readonly string[];
  }[];
  readonly faults: readonly ExportFault[];
}

/** More than this is not one changed byte but another file. */
const MAX_FAULTS = 100;
const PENDING = 'PENDING';

/**
 * Judges a file of exported entries with nothing but the keys of the trust list: form, counts and digest, each leaf and its
 * proof, each open part against its commitment, each erasure by its entry. Every line is judged whatever the others are.
 *
 * @param policies which keys sign each log and how many witnesses are enough, never from the file
 * @param progress told how many entries are done
 * @throws audit.malformed-export when it does not even begin as an export
 * @see docs/protocol/log-export.md, "What a verifier does"
 */
export async function verifyExport(
  file: AsyncIterable<Uint8Array>,
  policies: readonly Policy[],
  progress: (entries: number) => void = () => undefined,
): Promise<ExportVerdict> {
  let reading: ExportReading | undefined;
  try {
    for await (const line of linesOf(file)) {
      reading ??= new ExportReading(readHeader(line), policies);
      reading.take(line);
      progress(reading.entries);
      if (reading.isFull) break;
    }
  } catch (error) {
    if (reading === undefined || !isCrexError(error)) throw error;
    reading.report('line', error);
  }
  if (reading === undefined) throw new CrexError('audit.malformed-export', 'the file is empty');
  reading.finish();
  return reading;
}

interface Erased {
  readonly line: number;
  readonly leaf: Leaf;
  readonly group: Group;
  readonly by: string;
}

class ExportReading implements ExportVerdict {
  entries = 0;
  erasures = 0;
  unknownTypes = 0;
  pending = 0;
  isWhole = false;
  readonly parts = { open: 0, closed: 0, erased: 0, missing: 0 };
  readonly faults: ExportFault[] = [];
  private line = 0;
  private lastAt = Infinity;
  private readonly seen = new Set<string>();
  private readonly erased: Erased[] = [];
  /** Proven erasures, or pending ones, by event. */
  private readonly erasureLeaves = new Map<string, Leaf>();
  private readonly digest = createHash('sha256');
  private readonly proven: ProvenLeaves;

  constructor(
    readonly header: ExportHeader,
    policies: readonly Policy[],
  ) {
    this.proven = new ProvenLeaves(policies);
  }

  get checkpoints() {
    return this.proven.checkpoints;
  }

  get isFull(): boolean {
    return this.faults.length >= MAX_FAULTS || this.line > MAX_EXPORT_LINES;
  }

  take(line: Uint8Array): void {
    this.line += 1;
    if (this.line === 1) this.digest.update(line);
    else this.attempt('line', () => this.takeLine(line));
  }

  /** What only the whole file tells. */
  finish(): void {
    for (const { line, leaf, group, by } of this.erased) {
      const erasure = this.erasureLeaves.get(by);
      if (erasure !== undefined && partsErasedBy(leaf, erasure).includes(group)) continue;
      const gone = new CrexError('audit.part-missing', `${group} is gone, and no entry of this log says that it was erased`); // prettier-ignore
      this.report(nameOf('entry', leaf), gone, line);
    }
  }

  report(what: string, { code, message }: CrexError, line = this.line): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ line, what, code, says: message });
  }

  private takeLine(bytes: Uint8Array): void {
    if (this.isWhole) throw malformed('something stands after the end');
    const line = this.read(bytes);
    if ('end' in line) this.takeEnd(line.end);
    else if ('entry' in line) this.takeEntry(line.entry);
    else this.takeErasure(line.erasure);
  }

  /** Every line but the end is part of what the end's digest is of. */
  private read(bytes: Uint8Array): ExportLine {
    let line: ExportLine | undefined;
    try {
      line = readExportLine(bytes);
      return line;
    } finally {
      if (line === undefined || !('end' in line)) this.digest.update(bytes);
    }
  }

  private takeEnd(end: Extract<ExportLine, { end: object }>['end']): void {
    this.isWhole = true;
    const digest = this.digest.digest('base64url');
    this.attempt('end', () => checkCounts(this, end));
    this.attempt('end', () => checkDigest(end.digest, digest));
  }

  private takeEntry(entry: ExportedEntry): void {
    this.entries += 1;
    this.attempt('entry', () => checkPlace(this));
    const leaf = this.takeLeaf('entry', entry);
    if (leaf === undefined) return;
    const what = nameOf('entry', leaf);
    this.attempt(what, () => this.checkOrder(leaf));
    this.attempt(what, () => checkPartsNamed(leaf, entry));
    for (const group of GROUPS) {
      const part = entry.parts[group];
      if (part !== undefined) this.attempt(what, () => this.takePart(leaf, group, part));
    }
  }

  private takePart(leaf: Leaf, group: Group, part: ExportedPart): void {
    this.parts[part.status] += 1;
    if (part.status === 'open') checkOpens(leaf, group, part, this.header);
    else if (part.status === 'erased') this.erased.push({ line: this.line, leaf, group, by: part.by });
    else if (part.status === 'missing')
      throw new CrexError('audit.part-missing', `${group} is gone, and the log does not say that it was erased`);
  }

  private takeErasure(erasure: ExportedLeaf): void {
    this.erasures += 1;
    const leaf = this.takeLeaf('erasure', erasure);
    if (leaf !== undefined) this.erasureLeaves.set(leaf.eventId, leaf);
  }

  /** @returns the leaf when it is understood and its proof, if there is one, holds */
  private takeLeaf(kind: string, { leaf: base64, proof }: ExportedLeaf): Leaf | undefined {
    let what = kind;
    let leaf: Leaf | undefined;
    const isProven = this.attempt(kind, () => {
      const bytes = leafBytes(base64);
      const head = headOf(bytes);
      what = nameOf(kind, head);
      this.checkOnce(kind, head);
      leaf = 'isUnknown' in head ? undefined : head;
      if (leaf === undefined) this.unknownTypes += 1;
      if (proof === PENDING) this.pending += 1;
      else this.attempt(what, () => this.checkProof(bytes, head, proof));
    });
    return isProven ? leaf : undefined;
  }

  private checkProof(bytes: Uint8Array, { origin }: Pick<Leaf, 'origin'>, proof: string): void {
    const { checkpoint } = this.proven.check(leafHashOf(bytes), proof);
    if (!isSameLog(origin, checkpoint.origin))
      throw new CrexError('audit.unknown-log', 'the proof leads into another log than the one the entry names');
  }

  private checkOrder({ at }: Leaf): void {
    const isInOrder = at <= this.lastAt;
    this.lastAt = Math.min(at, this.lastAt);
    if (!isInOrder) throw malformed('entries stand newest first');
  }

  private checkOnce(kind: string, { eventId, type }: Pick<Leaf, 'eventId' | 'type'>): void {
    const name = `${kind} ${eventId} ${type}`;
    if (this.seen.has(name)) throw malformed('it stands in the file twice');
    this.seen.add(name);
  }

  /** @returns false when there was a fault; it is noted */
  private attempt(what: string, work: () => void): boolean {
    const before = this.faults.length;
    try {
      work();
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.report(what, error);
    }
    return this.faults.length === before;
  }
}

/** A leaf whose type is younger than this verifier: its head alone is understood. */
type Head = Pick<Leaf, 'type' | 'eventId' | 'origin' | 'at'>;

function headOf(bytes: Uint8Array): Leaf | (Head & { readonly isUnknown: true }) {
  try {
    return readLeaf(bytes);
  } catch (error) {
    if (!isCrexError(error) || !error.pointers.some(({ pointer }) => pointer === '/type')) throw error;
    return { ...(JSON.parse(Buffer.from(bytes).toString('utf8')) as Head), isUnknown: true }; // its head was checked
  }
}

function leafBytes(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (bytes === undefined) throw malformed('a leaf is in base64');
  return bytes;
}

function checkPlace({ entries, erasures, header }: ExportVerdict): void {
  if (erasures > 0) throw malformed('an entry stands after an erasure');
  if (entries > header.entries) throw malformed('there are more entries than the first line says');
}

function checkCounts(counted: ExportVerdict, end: { readonly entries: number; readonly erasures: number }): void {
  const isCounted = counted.entries === end.entries && counted.entries === counted.header.entries;
  if (!isCounted || counted.erasures !== end.erasures)
    throw new CrexError('audit.export-differs', 'the file has more or fewer lines than it says');
}

function checkDigest(said: string, digest: string): void {
  if (said !== digest) throw new CrexError('audit.export-differs', 'the bytes before the end are not those that were written'); // prettier-ignore
}

/** A state for each part that the leaf commits to, and for no other. */
function checkPartsNamed({ c }: Leaf, { parts }: ExportedEntry): void {
  if (GROUPS.some((group) => (c[group] === undefined) !== (parts[group] === undefined)))
    throw malformed('the parts are not those that the entry commits to');
}

function checkOpens(
  { c }: Leaf,
  group: Group,
  { value, salt }: Extract<ExportedPart, { status: 'open' }>,
  header: ExportHeader,
): void {
  if (!header.open.includes(group)) throw malformed('a part is open that was not to be opened');
  if (!opensTo(c[group] ?? '', group, value, fromBase64url(salt)))
    throw new CrexError('audit.commitment-differs', `${group} is not what the log has committed to`);
}

function nameOf(kind: string, { type, eventId }: Pick<Leaf, 'type' | 'eventId'>): string {
  return `${kind} ${type} of event ${eventId}`;
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-export', detail);
}
