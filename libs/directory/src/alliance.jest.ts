import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { BROKER, canonicalJson, isCrexError, sealingKeyId, SUITE, toBase64url, type MemberId } from '#libs/protocol';
import type { AdvanceOptions, Held } from './advance.js';
import { advance } from './advance.js';
import type { MemberEntry, MembersFile, OfflineFile, OnlineFile } from './index.js';
import { createDelegatedTargets, createRoot, createSnapshot, createTargets, createTimestamp } from './index.js';
import { keyIdOf, tufKey, type MetadataSigner, type TufKey } from './keys.js';
import { metadataFile, roleOf, sha256Hex } from './role-names.js';
import { viewOf, type DirectoryView } from './view.js';

/** An Alliance made for tests: its offices' keys, its members and everything it has published. */

export const NOW = Date.UTC(2026, 10, 22, 12);
export const NOW_SECONDS = NOW / 1000;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

export function newSigner(): MetadataSigner & { readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
  return { publicKey: raw, privateKey, sign: (data) => Promise.resolve(sign(null, data, privateKey)) };
}

const certificates = new Map<string, Promise<string>>();

/** A self-signed certificate that names whom it is for; chains are not this lib's. */
export function certificateFor(member: MemberId, role: string, env = 'test'): Promise<string> {
  const name = `urn:crex:${env}:${member.toLowerCase()}:${role}`;
  const made = certificates.get(name) ?? makeCertificate([name]);
  certificates.set(name, made);
  return made;
}

export async function makeCertificate(uris: readonly string[], dns: readonly string[] = []): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...{ keys, signingAlgorithm: algorithm, name: 'O=Test', notBefore: new Date(NOW), notAfter: new Date(NOW + 1e10) },
    extensions: [
      new BasicConstraintsExtension(false),
      new SubjectAlternativeNameExtension([
        ...dns.map((value) => ({ type: 'dns' as const, value })),
        ...uris.map((value) => ({ type: 'url' as const, value })),
      ]),
    ],
  });
  return Buffer.from(certificate.rawData).toString('base64');
}

export function entryOf(id: MemberId, witness: MemberId = id === BROKER ? 'AR' : BROKER): MemberEntry {
  const lower = id.toLowerCase();
  return {
    status: 'active',
    roles: [id === BROKER ? 'broker' : 'exchange'],
    name: `Registry of ${id}`,
    languages: ['es'],
    calendar: { zone: 'America/Argentina/Buenos_Aires' },
    capabilities: ['extract'],
    log: {
      origin: `log.${lower}.test/audit/1`,
      vkey: `log.${lower}.test/audit/1+530d903a+AekyeRrm56hApGFkyQR4ZCbV`,
      witnesses: [witness],
    },
    witness: { name: `witness.${lower}.test/w1`, vkey: `witness.${lower}.test/w1+530d903a+BekyeRrm56hApGFkyQR4ZCbV` },
  };
}

export async function offlineOf(member: MemberId): Promise<OfflineFile> {
  return { v: 1, member, caCertificates: [await certificateFor(member, 'ca')] };
}

export function sealingKey(
  seed: number,
  notBefore = NOW_SECONDS - DAY,
  notAfter = NOW_SECONDS + 30 * DAY,
  suite = SUITE,
) {
  const publicKey = Buffer.alloc(1216, seed);
  return { kid: sealingKeyId(suite, publicKey), suite, publicKey: toBase64url(publicKey), notBefore, notAfter };
}

export async function onlineOf(member: MemberId): Promise<OnlineFile> {
  const roles = ['tls', 'signing', 'extract-seal'] as const;
  const listed = roles.map(async (role) => ({ role, der: await certificateFor(member, role) }));
  return {
    ...{ v: 1, member, certificates: await Promise.all(listed) },
    crls: ['MAECAQA='],
    sealingKeys: member === BROKER ? [] : [sealingKey(member.charCodeAt(0)), sealingKey(member.charCodeAt(1) + 100)],
  };
}

/** Signs any JSON as metadata, right or wrong, without the lib's own publisher. */
export async function signRaw(signed: unknown, signers: readonly MetadataSigner[]): Promise<Uint8Array> {
  const data = Buffer.from(canonicalJson(signed));
  const signatures = signers.map(async (signer) => ({
    keyid: keyIdOf(tufKey(signer)),
    sig: Buffer.from(await signer.sign(data)).toString('hex'),
  }));
  return Buffer.from(JSON.stringify({ signed, signatures: await Promise.all(signatures) }));
}

/** Signed metadata of any role as the tests bend it. */
export interface Signed {
  version: number;
  expires: string;
  note?: string;
  /** Of snapshot and timestamp. */
  meta: Record<string, Meta>;
  /** Of targets and parts. */
  targets: Record<string, { length: number; hashes: Record<string, string> }>;
  delegations?: { keys: Record<string, TufKey>; roles: BentRole[] };
  /** Of the root. */
  keys: Record<string, TufKey>;
  roles: Record<'root' | 'targets' | 'snapshot' | 'timestamp', { keyids: string[]; threshold: number }>;
  consistent_snapshot: boolean;
}
export interface Meta {
  version: number;
  length?: number;
  hashes: Record<string, string>;
}
export interface BentRole {
  name: string;
  keyids: string[];
  threshold: number;
  terminating: boolean;
  paths: string[];
}
export type Bend = (signed: Signed) => void;

/** The same metadata, bent and signed again. */
export function bend(bytes: Uint8Array, how: Bend, signers: readonly MetadataSigner[]): Promise<Uint8Array> {
  const signed = signedOf(bytes);
  how(signed);
  return signRaw(signed, signers);
}

export function signedOf(bytes: Uint8Array): Signed {
  return (JSON.parse(Buffer.from(bytes).toString()) as { signed: Signed }).signed;
}

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

  constructor(readonly ids: readonly MemberId[] = ['AR', 'BR', BROKER]) {
    for (const id of ids) for (const part of ['offline', 'online']) this.partKeys.set(`${id}-${part}`, newSigner());
  }

  /** Members, their parts, root, snapshot and timestamp, all at version 1. */
  static async founded(ids?: readonly MemberId[]): Promise<Alliance> {
    const alliance = new Alliance(ids);
    await alliance.addRoot();
    const parts = alliance.ids.flatMap((id) => [alliance.addOffline(id), alliance.addOnline(id)]);
    await Promise.all([alliance.addTargets(), ...parts]);
    await alliance.publish();
    return alliance;
  }

  get members(): MembersFile {
    const entries = this.ids.map(
      (id) =>
        [
          id,
          entryOf(
            id,
            this.ids.find((other) => other !== id),
          ),
        ] as const,
    );
    return { v: 1, env: 'test', members: Object.fromEntries(entries) };
  }

  get rootInput() {
    return {
      ...{ version: 1, expires: NOW_SECONDS + 365 * DAY, rootKeys: this.rootKeys, rootThreshold: 2 },
      ...{ targetsKeys: this.targetsKeys, targetsThreshold: 2, snapshotKeys: [this.snapshotKey] },
      ...{ timestampKeys: [this.timestampKey], timestampThreshold: 1, signers: this.rootKeys.slice(0, 2) },
    };
  }

  get targetsInput() {
    const delegation = (id: MemberId, part: string) => ({ keys: [this.keyOf(id, part)], threshold: 1 });
    return {
      ...{ version: 1, expires: NOW_SECONDS + 90 * DAY, members: this.members, signers: this.targetsKeys.slice(0, 2) },
      delegations: Object.fromEntries(
        this.ids.map((id) => [id, { offline: delegation(id, 'offline'), online: delegation(id, 'online') }]),
      ),
    };
  }

  keyOf(id: MemberId, part: string): MetadataSigner {
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

  async addOffline(id: MemberId, version = 1, expires = NOW_SECONDS + 700 * DAY): Promise<void> {
    const signers = [this.keyOf(id, 'offline')];
    const content = await offlineOf(id);
    this.add(await createDelegatedTargets({ part: 'offline', env: 'test', version, expires, signers, content }));
  }

  async addOnline(id: MemberId, version = 1, expires = NOW_SECONDS + 48 * HOUR, change: Partial<OnlineFile> = {}) {
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
  targetPath(id: MemberId, part: 'offline' | 'online', version = 1): string {
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

/** The code of the refusal; anything else but a refusal with a code fails the test that compares it. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return 'accepted';
  } catch (error) {
    return isCrexError(error) ? error.code : `no CrexError: ${String(error)}`;
  }
}
