import { hash } from 'node:crypto';
import { canonicalJson, digestOf, isCrexError, type Digest, type Pointer } from '#libs/protocol';
import { personRows, type ImportedPerson, type PersonRows } from './person-rows.js';
import { readPerson } from './read-person.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
// unlike Buffer.from it gives each text memory of its own, which can be handed to another thread
const encoder = new TextEncoder();

/** A line that was not imported, and why. Never says what stands in it. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly pointers: readonly Pointer[];
}

/** What a piece of a file says, before anything is known of the register. Lines count from 1 in each piece. */
export interface ReadLines {
  readonly lines: number;
  readonly refused: readonly RefusedLine[];
  readonly persons: readonly ReadPerson[];
}
export interface ReadPerson {
  readonly line: number;
  readonly personId: string;
  readonly digest: Digest;
  /** 64 bits of a hash of the id, in two halves: enough to notice that it stood in the file before. */
  readonly idHash: readonly [number, number];
}

/** Reads and checks persons, and makes the rows of those who are new or changed: the work that a thread does. */
export class PersonReader {
  private readonly pieces = new Map<number, readonly ImportedPerson[]>();

  /** Keeps the persons of a piece until {@link rows} has been called for it. */
  read(piece: number, bytes: Uint8Array): ReadLines {
    const kept: ImportedPerson[] = [];
    const persons: ReadPerson[] = [];
    const refused: RefusedLine[] = [];
    let line = 0;
    for (let start = 0; start < bytes.length;) {
      line += 1;
      const feed = bytes.indexOf(LINE_FEED, start);
      const end = feed < 0 ? bytes.length : feed;
      const text = bytes.subarray(start, bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end);
      start = end + 1;
      if (isBlank(text)) continue;
      try {
        const person = readPerson(text);
        const digest = digestOf(canonicalJson(person));
        kept.push({ person, digest });
        persons.push({ line, personId: person.personId, digest, idHash: hashOf(person.personId) });
      } catch (error) {
        if (!isCrexError(error)) throw error;
        refused.push({ line, code: error.code, detail: error.message, pointers: error.pointers });
      }
    }
    this.pieces.set(piece, kept);
    return { lines: line, refused, persons };
  }

  /** The rows of those of a piece's persons who are written, by their place in it; forgets the piece. */
  rows(piece: number, wanted: readonly number[]): PersonRows<Uint8Array> {
    const kept = this.pieces.get(piece) ?? [];
    this.pieces.delete(piece);
    const rows = personRows(wanted.map((place) => kept[place] as ImportedPerson));
    const bytes = Object.entries(rows).map(([table, text]) => [table, encoder.encode(text)] as const);
    return Object.fromEntries(bytes) as PersonRows<Uint8Array>;
  }
}

function isBlank(text: Uint8Array): boolean {
  return text.every((byte) => byte === 0x20 || byte === 0x09 || byte === CARRIAGE_RETURN);
}

function hashOf(personId: string): [number, number] {
  const bytes = hash('sha256', personId, 'buffer');
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
}
