import { BROKER, canonicalJson, isMemberId, isPartnerId, type ListedId } from '#libs/protocol';
import type { AdvanceOptions, Held } from './advance.js';
import { advance } from './advance.js';
import type { MembersFile, OnlineFile } from './index.js';
import { createDelegatedTargets, createRoot, createSnapshot, createTargets, createTimestamp } from './index.js';
import type { MetadataSigner } from './keys.js';
import {
  bend,
  DAY,
  entryOf,
  HOUR,
  newSigner,
  NOW,
  NOW_SECONDS,
  offlineOf,
  onlineOf,
  partnerEntryOf,
  signedOf,
  type Bend,
} from './metadata.jest.js';
import { metadataFile, roleOf, sha256Hex } from './role-names.js';
import { viewOf, type DirectoryView } from './view.js';

/** An Alliance made for tests: its offices' keys, its members and everything it has published. */
export class Alliance {
  readonly rootKeys = [newSigner(), newSigner(), newSigner()] as const;
  readonly targetsKeys = [newSigner(), newSigner(), newSigner()] as const;
  readonly snapshotKey = newSigner();
  readonly timestampKey = newSigner();
  readonly partKeys = new Map<string, MetadataSigner>();
  /** Everything that is served, by path. */
  readonly files = new Map<string, Uint8Array>();
  readonly fetched: string[] = [];
  snapshotVersion = 0;
  timestampVersion = 0;

  constructor(readonly ids: readonly ListedId[] = ['AR', 'BR', BROKER]) {
    for (const id of ids) for (const part of ['offline', 'online']) this.partKeys.set(`${id}-${part}`, newSigner());
  }

  /** Members, their parts, root, snapshot and timestamp, all at version 1. */
  static async founded(ids?: readonly ListedId[]): Promise<Alliance> {
    const alliance = new Alliance(ids);
    await alliance.addRoot();
    const parts = alliance.ids.flatMap((id) => [alliance.addOffline(id), alliance.addOnline(id)]);
    await Promise.all([alliance.addTargets(), ...parts]);
    await alliance.publish();
    return alliance;
  }

  get members(): MembersFile {
    const ids = this.ids.filter(isMemberId);
    const entries = ids.map((id) => [id, entryOf(id, ids.find((other) => other !== id))] as const); // prettier-ignore
    const partners = this.ids.filter(isPartnerId).map((id) => [id, partnerEntryOf(id)] as const);
    return {
      ...{ v: 1, env: 'test', members: Object.fromEntries(entries) },
      ...(partners.length === 0 ? {} : { partners: Object.fromEntries(partners) }),
    };
  }

  get rootInput() {
    return {
      ...{ version: 1, expires: NOW_SECONDS + 365 * DAY, rootKeys: this.rootKeys, rootThreshold: 2 },
      ...{ targetsKeys: this.targetsKeys, targetsThreshold: 2, snapshotKeys: [this.snapshotKey] },
      ...{ timestampKeys: [this.timestampKey], timestampThreshold: 1, signers: this.rootKeys.slice(0, 2) },
    };
  }

  get targetsInput() {
    const delegation = (id: ListedId, part: string) => ({ keys: [this.keyOf(id, part)], threshold: 1 });
    return {
      ...{ version: 1, expires: NOW_SECONDS + 90 * DAY, members: this.members, signers: this.targetsKeys.slice(0, 2) },
      delegations: Object.fromEntries(
        this.ids.map((id) => [id, { offline: delegation(id, 'offline'), online: delegation(id, 'online') }]),
      ),
    };
  }

  keyOf(id: ListedId, part: string): MetadataSigner {
    return this.partKeys.get(`${id}-${part}`) as MetadataSigner;
  }

  add(files: ReadonlyMap<string, Uint8Array>): void {
    for (const [path, bytes] of files) this.files.set(path, bytes);
  }

  async addRoot(change: Partial<Parameters<typeof createRoot>[0]> = {}): Promise<void> {
    this.add(await createRoot({ ...this.rootInput, ...change }));
  }

  async addTargets(change: Partial<Parameters<typeof createTargets>[0]> = {}): Promise<void> {
    this.add(await createTargets({ ...this.targetsInput, ...change }));
  }

  async addOffline(id: ListedId, version = 1, expires = NOW_SECONDS + 700 * DAY): Promise<void> {
    const signers = [this.keyOf(id, 'offline')];
    const content = await offlineOf(id);
    this.add(await createDelegatedTargets({ part: 'offline', env: 'test', version, expires, signers, content }));
  }

  async addOnline(id: ListedId, version = 1, expires = NOW_SECONDS + 48 * HOUR, change: Partial<OnlineFile> = {}) {
    const signers = [this.keyOf(id, 'online')];
    const content = { ...(await onlineOf(id)), ...change };
    const made = await createDelegatedTargets({ part: 'online', env: 'test', version, expires, signers, content });
    this.add(made);
    return made;
  }

  /** A new snapshot of the newest of each targets file, each step bent as the test wants, and a new timestamp. */
  async publish({ snapshot, timestamp, snapshotSigners, timestampSigners }: Bent = {}): Promise<void> {
    await this.publishSnapshot({ snapshot, snapshotSigners });
    await this.publishTimestamp({ timestamp, timestampSigners });
  }

  async publishSnapshot({ snapshot, snapshotSigners = [this.snapshotKey] }: Bent = {}): Promise<void> {
    const version = ++this.snapshotVersion;
    const inOrder = new Map([...this.files].sort(([a], [b]) => Number.parseInt(a) - Number.parseInt(b)));
    const expires = NOW_SECONDS + 7 * DAY;
    const made = await createSnapshot({ version, expires, signers: snapshotSigners, files: inOrder });
    const path = metadataFile('snapshot', version);
    const bytes = made.get(path) as Uint8Array;
    this.files.set(path, snapshot ? await bend(bytes, snapshot, snapshotSigners) : bytes);
  }

  async publishTimestamp({ timestamp, timestampSigners = [this.timestampKey] }: Bent = {}): Promise<void> {
    const version = ++this.timestampVersion;
    const snapshot = this.files.get(metadataFile('snapshot', this.snapshotVersion)) as Uint8Array;
    const expires = NOW_SECONDS + DAY;
    const made = await createTimestamp({ version, expires, signers: timestampSigners, snapshot });
    const bytes = made.get('timestamp.json') as Uint8Array;
    this.files.set('timestamp.json', timestamp ? await bend(bytes, timestamp, timestampSigners) : bytes);
  }

  /** Bends a file that is served under its own path; the snapshot that follows names the new bytes. */
  async bendFile(path: string, how: Bend, signers: readonly MetadataSigner[]): Promise<void> {
    this.files.set(path, await bend(this.file(path), how, signers));
  }

  file(path: string): Uint8Array {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new TypeError(`${path} is not published`);
    return bytes;
  }

  /** The path of the one target of a part's metadata, as served. */
  targetPath(id: ListedId, part: 'offline' | 'online', version = 1): string {
    const { targets } = signedOf(this.file(metadataFile(roleOf(id, part), version)));
    const sha256 = Object.values(targets)[0]?.hashes['sha256'] as string;
    return `targets/members/${id}/${sha256}.${part}.json`;
  }

  membersPath(): string {
    return `targets/${sha256Hex(Buffer.from(canonicalJson(this.members)))}.members.json`;
  }

  readonly fetch = (path: string): Promise<Uint8Array | undefined> => {
    this.fetched.push(path);
    return Promise.resolve(this.files.get(path));
  };
}

interface Bent {
  readonly snapshot?: Bend | undefined;
  readonly timestamp?: Bend | undefined;
  readonly snapshotSigners?: readonly MetadataSigner[] | undefined;
  readonly timestampSigners?: readonly MetadataSigner[] | undefined;
}

/** A client without a database: holds what it accepted in memory, as the tables do. */
export class MemoryClient {
  held: Held;
  readonly files = new Map<string, Uint8Array>();

  constructor(readonly alliance: Alliance) {
    const root = alliance.file('1.root.json');
    this.files.set('1.root.json', root);
    this.held = { root, timestamp: undefined, snapshot: undefined, timestampVersion: 0, snapshotVersion: 0 };
  }

  async refresh(change: Partial<AdvanceOptions> = {}): Promise<DirectoryView | undefined> {
    const { alliance, files } = this;
    const stored: AdvanceOptions['stored'] = (paths) =>
      Promise.resolve(
        new Map(paths.flatMap((path) => (files.has(path) ? [[path, files.get(path) as Uint8Array]] : []))),
      );
    const options = { stored, fetch: alliance.fetch, nowMs: NOW, minThreshold: 2, ...change };
    const next = await advance(this.held, options);
    if (next === undefined) return undefined;
    for (const [path, bytes] of next.files) files.set(path, bytes);
    this.held = {
      root: files.get(metadataFile('root', next.rootVersion)) as Uint8Array,
      timestamp: files.get(metadataFile('timestamp', next.timestampVersion)),
      snapshot: files.get(metadataFile('snapshot', next.content.version)),
      timestampVersion: next.timestampVersion,
      snapshotVersion: next.content.version,
    };
    return viewOf(next.content, options.nowMs);
  }
}
