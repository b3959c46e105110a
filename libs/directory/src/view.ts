import {
  digestOf,
  fromBase64url,
  isPartnerId,
  SUITE,
  type Digest,
  type Environment,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import type { CertificateRole } from './country-files.js';
import { memberIdsOf, partnerIdsOf, type MemberEntry, type PartnerEntry } from './members-file.js';
import type { Dated, DirectoryContent } from './read-content.js';

/** The directory as the apps use it: who is a member, and with which keys. */
export interface DirectoryView {
  /** The snapshot's version. */
  readonly version: number;
  /** SHA-256 of the snapshot's bytes. */
  readonly hash: Digest;
  /** Seconds since 1970; from then on nothing is sent or opened by this view. */
  readonly expiresAt: number;
  /** The moment that the view shows (milliseconds since 1970). */
  readonly asOfMs: number;
  /** True when `expiresAt` had passed at that moment. */
  readonly expired: boolean;
  readonly env: Environment;
  readonly members: readonly MemberView[];
  /** Partner organisations: they connect to the broker, and there is nothing else to do with them. */
  readonly partners: readonly PartnerView[];
  member(id: MemberId): MemberView | undefined;
  /** A member or a partner. */
  listed(id: ListedId): ListedView | undefined;
  /** Who lists this certificate (x5t#S256). */
  ownerOfCertificate(x5t: Digest): ListedView | undefined;
}

/** One member. */
export interface MemberView extends Omit<MemberEntry, 'policy'>, PartsView {
  readonly id: MemberId;
  readonly policy: MemberEntry['policy'] | undefined;
}

/** One partner organisation. */
export interface PartnerView extends PartnerEntry, PartsView {
  readonly id: PartnerId;
}

/** Whoever the directory lists. */
export type ListedView = MemberView | PartnerView;

/** Both parts. One that has expired shows nothing: whoever relies on it finds no certificate, no CRL and no key. */
interface PartsView {
  /** Seconds since 1970; 0 for a part that was never published. */
  readonly offlineExpiresAt: number;
  readonly onlineExpiresAt: number;
  /** Of the online part; the next one has one more. */
  readonly onlineVersion: number;
  /** DER. */
  readonly caCertificates: readonly Uint8Array[];
  /** By x5t#S256. */
  readonly certificates: ReadonlyMap<Digest, ListedCertificate>;
  /** DER. */
  readonly crls: readonly Uint8Array[];
  readonly sealingKeys: readonly ListedSealingKey[];
}

export interface ListedCertificate {
  readonly role: CertificateRole;
  readonly der: Uint8Array;
}

/** A public key to seal to; the times are seconds since 1970. */
export interface ListedSealingKey {
  readonly kid: string;
  readonly suite: string;
  readonly publicKey: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** The view of a verified directory at a moment. */
export function viewOf(content: DirectoryContent, nowMs: number): DirectoryView {
  const members = new Map(memberIdsOf(content.members).map((id) => [id, memberView(id, content, nowMs)]));
  const partners = new Map(partnerIdsOf(content.members).map((id) => [id, partnerView(id, content, nowMs)]));
  const owners = new Map<Digest, ListedView>();
  for (const view of [...members.values(), ...partners.values()]) {
    for (const x5t of view.certificates.keys()) owners.set(x5t, view);
  }
  return {
    version: content.version,
    hash: content.hash,
    expiresAt: content.expiresAt,
    asOfMs: nowMs,
    expired: isOver(content.expiresAt, nowMs),
    env: content.members.env,
    members: [...members.values()],
    partners: [...partners.values()],
    member: (id) => members.get(id),
    listed: (id) => (isPartnerId(id) ? partners.get(id) : members.get(id)),
    ownerOfCertificate: (x5t) => owners.get(x5t),
  };
}

/** True when a view made earlier shows what it would show now: nothing has expired since. */
export function stillShows(view: DirectoryView, nowMs: number): boolean {
  const expiries = [...view.members, ...view.partners].flatMap((each) => [each.offlineExpiresAt, each.onlineExpiresAt]);
  return [...expiries, view.expiresAt].every((at) => isOver(at, view.asOfMs) === isOver(at, nowMs));
}

function memberView(id: MemberId, content: DirectoryContent, nowMs: number): MemberView {
  const entry = content.members.members[id] as MemberEntry;
  return { ...entry, id, policy: entry.policy, ...partsView(id, content, nowMs) };
}

function partnerView(id: PartnerId, content: DirectoryContent, nowMs: number): PartnerView {
  const entry = content.members.partners?.[id] as PartnerEntry;
  return { ...entry, id, ...partsView(id, content, nowMs) };
}

function partsView(id: ListedId, content: DirectoryContent, nowMs: number): PartsView {
  const offline = current(content.offline.get(id), nowMs);
  const online = current(content.online.get(id), nowMs);
  return {
    offlineExpiresAt: content.offline.get(id)?.expiresAt ?? 0,
    onlineExpiresAt: content.online.get(id)?.expiresAt ?? 0,
    onlineVersion: content.online.get(id)?.version ?? 0,
    caCertificates: (offline?.caCertificates ?? []).map(derOf),
    certificates: new Map(
      (online?.certificates ?? []).map(({ role, der }) => [digestOf(derOf(der)), { role, der: derOf(der) }]),
    ),
    crls: (online?.crls ?? []).map(derOf),
    sealingKeys: (online?.sealingKeys ?? []).map((key) => ({ ...key, publicKey: fromBase64url(key.publicKey) })),
  };
}

function current<File>(part: Dated<File> | undefined, nowMs: number): File | undefined {
  return part === undefined || isOver(part.expiresAt, nowMs) ? undefined : part.file;
}

function derOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}

function isOver(expiresAt: number, nowMs: number): boolean {
  return nowMs >= expiresAt * 1000;
}

/** The keys by which a member's log is verified: its own, and those of the witnesses that it is assigned. */
export interface LogKeys {
  readonly vkey: string;
  readonly witnesses: readonly { readonly member: MemberId; readonly vkey: string }[];
}

/** The keys of a member's log, all from one view. */
export function logKeysOf(view: Pick<DirectoryView, 'member'>, { log }: Pick<MemberEntry, 'log'>): LogKeys {
  const witnesses = log.witnesses.flatMap((member) => {
    const vkey = view.member(member)?.witness.vkey;
    return vkey === undefined ? [] : [{ member, vkey }];
  });
  return { vkey: log.vkey, witnesses };
}

/** When the message is sealed, and until when its recipient must be able to open it (seconds since 1970). */
export interface SealingTimes {
  readonly nowSeconds: number;
  readonly untilSeconds: number;
}

/**
 * The key to seal to: the newest of the known suite that is valid now and outlives the message. There is no
 * negotiation; `undefined` means that nothing can be sent to this member.
 */
export function sealingKeyFor(member: MemberView, times: SealingTimes): ListedSealingKey | undefined {
  const { nowSeconds, untilSeconds } = times;
  if (nowSeconds >= member.onlineExpiresAt) return undefined;
  const usable = member.sealingKeys.filter(
    (key) => key.suite === SUITE && key.notBefore <= nowSeconds && key.notAfter > Math.max(nowSeconds, untilSeconds),
  );
  return usable.reduce<ListedSealingKey | undefined>(
    (best, key) => (best && !isNewer(key, best) ? best : key),
    undefined,
  );
}

function isNewer(key: ListedSealingKey, than: ListedSealingKey): boolean {
  if (key.notBefore !== than.notBefore) return key.notBefore > than.notBefore;
  if (key.notAfter !== than.notAfter) return key.notAfter > than.notAfter;
  return key.kid > than.kid;
}

/** The key with this id, whatever its times: the opener's question, and the evidence's. */
export function sealingKeyByKid(member: MemberView, kid: string): ListedSealingKey | undefined {
  return member.sealingKeys.find((key) => key.kid === kid);
}
