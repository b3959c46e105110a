import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { MemberEntry, MemberStatus, OnlineFile } from '#libs/directory';
import {
  certificateFacts,
  createCrl,
  createCsr,
  createMemberKeys,
  fileSigner,
  generateP256KeyPair,
  generateSealingKeyPair,
  issueCertificate,
  metadataSigner,
  sealingOpener,
  type CertifiedKey,
  type LeafRole,
  type MemberKeys,
  type MetadataSigner,
  type RevokedCertificate,
  type SealingKeyPair,
} from '#libs/pki';
import {
  BROKER,
  SEALING_KEY_LIFE_SECONDS,
  SUITE,
  toBase64url,
  type Environment,
  type MemberId,
  type Opener,
  type Signer,
} from '#libs/protocol';
import { FACTS } from './country-facts.js';
import { verifierKey } from './verifier-key.js';

/** Clocks of the parties may differ: what is made now is valid from a minute ago. */
export const SKEW_SECONDS = 60;
const DAY = 86_400;
const CERTIFICATE_LIFE_SECONDS = 365 * DAY;
/**
 * Nodes sign their online part anew, but have no CA at hand for a new list. How old a list may be is bounded by the
 * online part that carries it (48 hours).
 */
export const CRL_LIFE_SECONDS = 30 * DAY;

/** What a member's CA has said about its revoked certificates so far. */
export interface Revocations {
  /** The number of its last list. */
  readonly number: number;
  readonly revoked: readonly RevokedCertificate[];
}

export const NONE_REVOKED: Revocations = { number: 0, revoked: [] };

/** What a member changes in its online part. First certificates are revoked, then keys are replaced. */
export interface OnlineChange {
  /** The roles whose present certificates go on the new revocation list; they stay listed, as revoked. */
  readonly revoke?: readonly LeafRole[];
  /** The roles that get a new key; what they had stays listed. */
  readonly replace?: readonly (LeafRole | 'sealing')[];
}

interface MemberState {
  readonly id: MemberId;
  readonly env: Environment;
  readonly keys: MemberKeys;
  /** Wraps the period keys of the member's log, 32 bytes. */
  readonly auditKek: Uint8Array;
  /** Makes the pseudonyms of persons in the member's log, 32 bytes. */
  readonly auditPseudonym: Uint8Array;
  /** Names and addresses of the member's server; none for those who only call others. */
  readonly hosts: readonly string[];
  /** What the directory lists, or will with the next publication. */
  readonly online: OnlineFile;
  readonly revocations: Revocations;
}

/** A member with all its private keys. It never changes: {@link changed} gives another one. */
export class AllianceMember {
  readonly id: MemberId;
  readonly keys: MemberKeys;
  readonly auditKek: Uint8Array;
  readonly auditPseudonym: Uint8Array;
  readonly hosts: readonly string[];
  readonly online: OnlineFile;
  readonly revocations: Revocations;

  constructor(private readonly state: MemberState) {
    this.id = state.id;
    this.keys = state.keys;
    this.auditKek = state.auditKek;
    this.auditPseudonym = state.auditPseudonym;
    this.hosts = state.hosts;
    this.online = state.online;
    this.revocations = state.revocations;
  }

  /** Makes all keys, certificates and the first, empty revocation list of a member. */
  static async create(of: NewAllianceMember): Promise<AllianceMember> {
    const { id, env, nowMs, hosts } = of;
    const now = Math.floor(nowMs / 1000);
    const keys = await createMemberKeys({
      ...{ member: id, env, organization: FACTS[id].name, ...periodFrom(now, CERTIFICATE_LIFE_SECONDS) },
      ...serverNames(hosts),
    });
    const listed = (['tls', 'signing', 'extract-seal'] as const).map((role) => listedCertificate(role, keys[role]));
    const sealingKeys = [listedSealingKey(keys.sealing)];
    const online = { v: 1, member: id, certificates: listed, crls: [], sealingKeys } as const;
    const secrets = { keys, auditKek: randomBytes(32), auditPseudonym: randomBytes(32) };
    const member = new AllianceMember({ id, env, hosts, ...secrets, online, revocations: NONE_REVOKED });
    return await member.changed({}, nowMs);
  }

  /** The member after a change, with a new revocation list. */
  async changed({ revoke = [], replace = [] }: OnlineChange, nowMs: number): Promise<AllianceMember> {
    const now = Math.floor(nowMs / 1000);
    const revokedNow = revoke.map((role) => this.keys[role].certificate);
    const revocations = revokedWith(this.revocations, revokedNow, now);
    let { keys } = this;
    const certificates = [...this.online.certificates];
    const sealingKeys = [...this.online.sealingKeys];
    for (const role of new Set(replace)) {
      if (role === 'sealing') {
        // Senders take the newest: a key made in the same second must still count as newer.
        const newest = Math.max(...sealingKeys.map(({ notBefore }) => notBefore));
        const notBefore = Math.max(now - SKEW_SECONDS, newest + 1);
        const sealing = await generateSealingKeyPair({ notBefore, notAfter: notBefore + SEALING_KEY_LIFE_SECONDS });
        sealingKeys.push(listedSealingKey(sealing));
        keys = { ...keys, sealing };
      } else {
        const key = await this.certify(role, now);
        certificates.push(listedCertificate(role, key));
        keys = { ...keys, [role]: key };
      }
    }
    const crls = [await revocationList(keys.ca, revocations, now)];
    const online = { ...this.online, certificates, crls, sealingKeys };
    return new AllianceMember({ ...this.state, keys, online, revocations });
  }

  /** The same member, with what is published of it. */
  listing(online: OnlineFile): AllianceMember {
    return new AllianceMember({ ...this.state, online });
  }

  /** How the governing offices list this member; the witnesses of its log are theirs to assign. */
  entry(status: MemberStatus, witnesses: readonly MemberId[]): MemberEntry {
    const { name, languages, zone } = FACTS[this.id];
    const host = `${this.id.toLowerCase()}.crex.example`;
    const origin = `log.${host}/audit/1`;
    const witness = `witness.${host}/w1`;
    return {
      ...{ status, roles: [this.id === BROKER ? 'broker' : 'exchange'], name, languages },
      ...{ calendar: { zone }, capabilities: [] },
      log: { origin, vkey: verifierKey(origin, 'log', this.logSigner.publicKey), witnesses },
      witness: { name: witness, vkey: verifierKey(witness, 'witness', this.witnessSigner.publicKey) },
    };
  }

  /** Signs the member's messages, receipts and statements. */
  get signer(): Signer {
    return fileSigner(this.keys.signing.privateKey, this.keys.signing.certificate);
  }

  /** Opens what is sealed to the member's present key. */
  async opener(): Promise<Opener> {
    return await sealingOpener(this.keys.sealing);
  }

  get logSigner(): MetadataSigner {
    return metadataSigner(this.keys.log.privateKey);
  }

  get witnessSigner(): MetadataSigner {
    return metadataSigner(this.keys.witness.privateKey);
  }

  private async certify(role: LeafRole, now: number): Promise<CertifiedKey> {
    const { id: member, env } = this.state;
    const pair = await generateP256KeyPair();
    const commonName = `${member} CREX ${role}`;
    const csr = await createCsr(pair, { member, organization: FACTS[member].name, commonName });
    const names = role === 'tls' ? serverNames(this.hosts) : {};
    const period = periodFrom(now, CERTIFICATE_LIFE_SECONDS);
    const certificate = await issueCertificate({ ca: this.keys.ca, csr, role, env, member, ...names, ...period });
    return { ...pair, certificate };
  }
}

/** What was revoked before, and these certificates (DER) from now on; what is revoked stays so since the first time. */
export function revokedWith(before: Revocations, certificates: readonly Uint8Array[], now: number): Revocations {
  const revoked = [...new Set(certificates.map((der) => certificateFacts(der).serial))]
    .filter((serial) => !before.revoked.some((each) => each.serial === serial))
    .map((serial) => ({ serial, atSeconds: now, reason: 'keyCompromise' as const }));
  return { number: before.number + 1, revoked: [...before.revoked, ...revoked] };
}

/** The list itself, base64. */
export async function revocationList(ca: MemberKeys['ca'], { number, revoked }: Revocations, now: number) {
  const times = { thisUpdate: now - SKEW_SECONDS, nextUpdate: now + CRL_LIFE_SECONDS };
  return base64(await createCrl({ ca, number, revoked, ...times }));
}

/** For whom keys are made. */
type NewAllianceMember = Pick<MemberState, 'id' | 'env' | 'hosts'> & { readonly nowMs: number };

function serverNames(hosts: readonly string[]): { dnsNames: string[]; ipAddresses: string[] } {
  return {
    dnsNames: hosts.filter((host) => isIP(host) === 0),
    ipAddresses: hosts.filter((host) => isIP(host) !== 0),
  };
}

export function periodFrom(now: number, lifeSeconds: number): { notBefore: number; notAfter: number } {
  return { notBefore: now - SKEW_SECONDS, notAfter: now - SKEW_SECONDS + lifeSeconds };
}

export function listedCertificate(role: LeafRole, { certificate }: CertifiedKey) {
  return { role, der: base64(certificate) };
}

function listedSealingKey({ kid, publicKey, notBefore, notAfter }: SealingKeyPair) {
  return { kid, suite: SUITE, publicKey: toBase64url(publicKey), notBefore, notAfter };
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}
