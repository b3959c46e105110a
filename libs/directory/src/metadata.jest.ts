import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import {
  BROKER,
  canonicalJson,
  isPartnerId,
  sealingKeyId,
  SUITE,
  toBase64url,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import type { MemberEntry, OfflineFile, OnlineFile, PartnerEntry } from './index.js';
import { keyIdOf, tufKey, type MetadataSigner, type TufKey } from './keys.js';

/** What the directory says of members that are made up for tests, and metadata that a test can bend. */

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
export function certificateFor(member: ListedId, role: string, env = 'test'): Promise<string> {
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

export function partnerEntryOf(id: PartnerId): PartnerEntry {
  return { status: 'active', roles: ['statistics'], name: `Statistics of ${id}`, languages: ['en'] };
}

export async function offlineOf(member: ListedId): Promise<OfflineFile> {
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

export async function onlineOf(member: ListedId): Promise<OnlineFile> {
  const roles = isPartnerId(member) ? (['tls'] as const) : (['tls', 'signing', 'extract-seal'] as const);
  const listed = roles.map(async (role) => ({ role, der: await certificateFor(member, role) }));
  return {
    ...{ v: 1, member, certificates: await Promise.all(listed) },
    crls: ['MAECAQA='],
    sealingKeys:
      member === BROKER || isPartnerId(member)
        ? []
        : [sealingKey(member.charCodeAt(0)), sealingKey(member.charCodeAt(1) + 100)],
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
