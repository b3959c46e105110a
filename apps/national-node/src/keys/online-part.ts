import { keyEvents } from '#libs/audit';
import {
  createDelegatedTargets,
  lastOnlinePart,
  type LastOnlinePart,
  type MemberView,
  type OnlineFile,
} from '#libs/directory';
import { certificateFacts, thumbprint } from '#libs/pki';
import { sqlOf, type Database } from '#libs/platform';
import { SUITE, toBase64url } from '#libs/protocol';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { NodeKeys } from './open-keys.js';
import { lastArrival, type HeldSealingKey } from './sealing-keys.js';

/** Longest life of an online part (seconds). */
const LIFE_SECONDS = 48 * 3600;

/** A part as the broker takes it: the signed metadata and the file that it names. */
export interface SignedPart {
  readonly version: number;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly metadata: Uint8Array;
  readonly target: Uint8Array;
}

/** This country's online part of the directory: what was published last, what it has to say now, and its signature. */
export class OnlinePart {
  constructor(
    private readonly database: Database,
    private readonly directory: CurrentDirectory,
    private readonly keys: NodeKeys,
    private readonly home: Home,
  ) {}

  /** The part that was published last, run out or not. `undefined` before the first one. */
  async last(): Promise<LastOnlinePart | undefined> {
    const member = this.directory.last()?.member(this.home.country);
    if (member !== undefined && this.home.nowSeconds() < member.onlineExpiresAt) return partOf(member);
    return lastOnlinePart(sqlOf(this.database.manager), this.home.country);
  }

  /**
   * What comes after it: certificates that may still be needed, and those of the keys in use; the same revocation lists;
   * the sealing keys that this node can open with. Of the last only those that the log knows: nobody seals to another.
   */
  async next(last: OnlineFile): Promise<OnlineFile> {
    const now = this.home.nowSeconds();
    const kept = last.certificates.filter(({ der }) => now < lastArrival(certificateFacts(derOf(der)).notAfter));
    const listed = new Set(kept.map(({ der }) => thumbprint(derOf(der))));
    const added = this.keys.certificates.filter(({ der }) => !listed.has(thumbprint(der)));
    return {
      ...{ v: 1, member: this.home.country, crls: last.crls },
      certificates: [...kept, ...added.map(({ role, der }) => ({ role, der: base64(der) }))],
      sealingKeys: (await this.sealingKeys(last, now)).map(listing),
    };
  }

  async sign(content: OnlineFile, version: number): Promise<SignedPart> {
    const expires = this.home.nowSeconds() + LIFE_SECONDS;
    const files = await createDelegatedTargets({
      ...({ part: 'online', env: this.home.env, content } as const),
      ...{ version, expires, signers: [this.keys.directory] },
    });
    const [metadata, target] = [...files.values()] as [Uint8Array, Uint8Array];
    return { version, expiresAt: expires, metadata, target };
  }

  private async sealingKeys(last: OnlineFile, now: number): Promise<readonly HeldSealingKey[]> {
    const usable = this.keys.sealing.held.filter(({ notAfter }) => now < lastArrival(notAfter));
    const known = new Set(last.sealingKeys.map(({ kid }) => kid));
    if (usable.every(({ kid }) => known.has(kid))) return usable;
    const events = await keyEvents(sqlOf(this.database.manager));
    for (const { action, keyDigest } of events) if (action === 'CREATED') known.add(keyDigest);
    return usable.filter(({ kid }) => known.has(kid));
  }
}

function partOf(member: MemberView): LastOnlinePart {
  const file: OnlineFile = {
    ...{ v: 1, member: member.id },
    certificates: [...member.certificates.values()].map(({ role, der }) => ({ role, der: base64(der) })),
    crls: member.crls.map(base64),
    sealingKeys: member.sealingKeys.map((key) => ({ ...key, publicKey: toBase64url(key.publicKey) })),
  };
  return { file, version: member.onlineVersion, expiresAt: member.onlineExpiresAt };
}

function listing({ kid, publicKey, notBefore, notAfter }: HeldSealingKey): OnlineFile['sealingKeys'][number] {
  return { kid, suite: SUITE, publicKey: toBase64url(publicKey), notBefore, notAfter };
}

function derOf(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

function base64(der: Uint8Array): string {
  return Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
}
