import { encodeNote, logVerifier, openNote } from '#libs/audit';

/** How many heads a content carries (docs/protocol/content.md). */
const MAX_HEADS = 4;

/**
 * The largest checkpoint of each other log that this node has verified, with the log's own line alone: what it tells
 * others, so that nobody can show two countries two histories. In memory: each round of the witness fills it anew.
 */
export class Heads {
  private readonly newest = new Map<string, string>();
  private turn = 0;

  /** @param note verified before, with whatever cosignatures */
  keep(origin: string, note: string, vkey: string): void {
    this.newest.set(origin, encodeNote(openNote(note, [logVerifier(vkey)])));
  }

  /** For one message: of these logs (the recipient's, the broker's), and of the others each in its turn. */
  choose(first: readonly string[]): readonly string[] {
    const others = [...this.newest.keys()].filter((origin) => !first.includes(origin));
    const start = others.length === 0 ? 0 : this.turn++ % others.length;
    const inTurn = [...others.slice(start), ...others.slice(0, start)];
    const heads = [...first, ...inTurn].map((origin) => this.newest.get(origin));
    return heads.filter((head) => head !== undefined).slice(0, MAX_HEADS);
  }
}
