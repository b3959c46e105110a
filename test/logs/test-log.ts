import {
  cosignatureSigner,
  emptyRightEdge,
  formatCheckpoint,
  formatVerifierKey,
  growTiles,
  leafHashOf,
  logSigner,
  readNote,
  rootFromTiles,
  signatureLines,
  signatureOf,
  signNote,
  tilePath,
  tilesOf,
  type RightEdge,
  type TileReader,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import type { MemberId } from '#libs/protocol';

/** Who uploads: a member's connection in the specs. */
interface Uploader {
  call(method: 'PUT', path: string, options: { body: Buffer; type: string }): Promise<{ readonly status: number }>;
}

/** A member's log in memory, with its key: what its node would upload, and what a fork of it would. */
export class TestLog implements TileReader {
  private edge: RightEdge = emptyRightEdge;
  private readonly tiles = new Map<string, Uint8Array>();
  /** Size up to which tiles were uploaded. */
  private uploaded = 0n;

  constructor(
    readonly alliance: Alliance,
    readonly owner: MemberId,
    readonly origin: string = alliance.entry(owner).log.origin,
  ) {}

  /** As the directory would list it. */
  get vkey(): string {
    return formatVerifierKey(this.origin, 'log', this.alliance.member(this.owner).logSigner.publicKey);
  }

  get size(): bigint {
    return this.edge.size;
  }

  /** Appends so many leaves; another `flavour` makes others. */
  append(count: number, flavour = 'leaf'): this {
    const leaves = Array.from({ length: count }, (_, at) => Buffer.from(`${flavour} ${this.size + BigInt(at)}`));
    return this.appendHashes(leaves.map(leafHashOf));
  }

  appendHashes(leafHashes: readonly Uint8Array[]): this {
    const grown = growTiles(this.edge, leafHashes);
    this.edge = grown.edge;
    for (const { level, index, hashes } of grown.tiles) this.tiles.set(`${level}/${index}`, hashes);
    return this;
  }

  tile(level: number, index: bigint, width: number): Promise<Uint8Array> {
    return Promise.resolve((this.tiles.get(`${level}/${index}`) ?? new Uint8Array()).slice(0, width * 32));
  }

  /** The log's own statement of a size, signed. */
  async checkpoint(size = this.size): Promise<string> {
    const text = formatCheckpoint({ origin: this.origin, size, root: await rootFromTiles(this, size) });
    return signNote(text, [logSigner(this.origin, this.alliance.member(this.owner).logSigner)]);
  }

  /** A witness's line on a checkpoint, with its newline. */
  async cosignature(witness: MemberId, note: string, time: number): Promise<string> {
    const signer = this.alliance.member(witness).witnessSigner;
    const name = this.alliance.entry(witness).witness.name;
    return signatureLines([await signatureOf(readNote(note).text, cosignatureSigner(name, signer, time))]);
  }

  path(rest: string): string {
    return `/logs/${this.origin}/${rest}`;
  }

  /** All tiles that are new since the last upload, then the checkpoint; as its node does. */
  async upload(client: Uploader, size = this.size): Promise<number> {
    for (const { level, index, width } of tilesOf(size, this.uploaded)) {
      const body = Buffer.from(await this.tile(level, index, width));
      const type = 'application/octet-stream';
      const { status } = await client.call('PUT', this.path(tilePath(level, index, width)), { body, type });
      if (status !== 204) return status;
    }
    this.uploaded = size;
    const body = Buffer.from(await this.checkpoint(size));
    return (await client.call('PUT', this.path('checkpoint'), { body, type: 'text/plain' })).status;
  }
}
