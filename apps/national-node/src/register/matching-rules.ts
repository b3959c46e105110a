import { X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  configurationDigest,
  DEFAULT_CONFIGURATION,
  readMatchingConfiguration,
  type MatchingConfiguration,
} from '#libs/matching';
import { thumbprint } from '#libs/pki';
import {
  checkSignature,
  CrexError,
  parseJson,
  readJws,
  signJws,
  TYP,
  type Digest,
  type JsonLimits,
  type Signer,
} from '#libs/protocol';
import type { HeldCertificate } from '../keys/open-keys.js';

/** By which weights and thresholds persons are told apart, and the digest under which the log names them. */
export interface MatchingRules {
  readonly configuration: MatchingConfiguration;
  readonly digest: Digest;
}

const LIMITS: JsonLimits = { maxBytes: 65_536, maxDepth: 6, maxValues: 2_000, integersAndStringsOnly: true };

/** The rules that come with the software, for a country that has signed none of its own. */
export const builtInRules: MatchingRules = rulesOf(DEFAULT_CONFIGURATION);

/**
 * Reads a configuration that this country has signed with the key of its present signing certificate.
 *
 * @param certificateDer of this node's own signing key
 * @throws register.matching-not-signed, register.matching-foreign, matching.malformed-configuration
 */
export async function readSignedRules(token: string, certificateDer: Uint8Array): Promise<MatchingRules> {
  const jws = readAsJws(token.trim());
  checkOwnCertificate(jws.certificate, certificateDer);
  await checkSigned(jws, new X509Certificate(certificateDer).publicKey);
  return rulesOf(readMatchingConfiguration(jws.payload));
}

/** The same from the file that a setting names, by the certificates of this node's keys; the built-in rules without it. */
export async function openRules(path: string | undefined, held: readonly HeldCertificate[]): Promise<MatchingRules> {
  if (path === undefined) return builtInRules;
  const signing = held.find(({ role }) => role === 'signing');
  return readSignedRules(await readFile(path, 'utf8'), signing?.der ?? Buffer.of());
}

/**
 * Signs a configuration as the country: a compact JWS in canonical JSON.
 *
 * @param text JSON of the configuration
 * @throws matching.malformed-configuration and the codes of parseJson
 */
export async function signRules(text: Uint8Array, signer: Signer): Promise<MatchingRules & { readonly token: string }> {
  const configuration = readMatchingConfiguration(parseJson(text, LIMITS));
  const { token } = await signJws(TYP.matching, configuration, signer);
  return { ...rulesOf(configuration), token };
}

function rulesOf(configuration: MatchingConfiguration): MatchingRules {
  return { configuration, digest: configurationDigest(configuration) };
}

function readAsJws(token: string) {
  try {
    return readJws(token, TYP.matching, LIMITS);
  } catch (cause) {
    throw notSigned(cause);
  }
}

async function checkSigned(jws: ReturnType<typeof readAsJws>, publicKey: KeyObject): Promise<void> {
  try {
    await checkSignature(jws, publicKey);
  } catch (cause) {
    throw notSigned(cause);
  }
}

function notSigned(cause: unknown): CrexError {
  return new CrexError('register.matching-not-signed', 'CREX_MATCHING_FILE is not a signed matching configuration', {
    ...{ cause, nextStep: 'sign the configuration with `matching sign`, and name the file that it writes' },
  });
}

function checkOwnCertificate(claimed: string, certificateDer: Uint8Array): void {
  if (claimed !== thumbprint(certificateDer)) {
    throw new CrexError('register.matching-foreign', 'the matching configuration is signed by another certificate', {
      nextStep: 'sign it again with the signing key that this node has now',
    });
  }
}
