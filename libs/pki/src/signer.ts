import { createPublicKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Signer } from '#libs/protocol';
import { pkiError } from './error.js';
import { isP256 } from './p256.js';
import { thumbprint } from './thumbprint.js';

/** With a callback, node:crypto signs in the thread pool. */
const signInPool = promisify(sign);

/** Signs notes, checkpoints and directory metadata with Ed25519. */
export interface MetadataSigner {
  /** The 32 raw bytes of the public key. */
  readonly publicKey: Uint8Array;
  /** 64 bytes (RFC 8032). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/**
 * A signer whose key is in this process's memory. Signatures are made in the thread pool, so they run concurrently.
 * @throws pki.key-wrong-kind pki.key-certificate-mismatch
 * @see RFC 7518 section 3.4
 */
export function fileSigner(privateKey: KeyObject, certificateDer: Uint8Array): Signer {
  checkEcdsaKey(privateKey);
  checkKeyOfCertificate(privateKey, certificateDer);
  return {
    certificate: thumbprint(certificateDer),
    sign: async (data) => await signInPool('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/**
 * A signer for C2SP notes and TUF metadata.
 * @throws pki.key-wrong-kind
 */
export function metadataSigner(privateKey: KeyObject): MetadataSigner {
  checkEd25519Key(privateKey);
  // The SPKI of an Ed25519 key ends in the 32 raw bytes (RFC 8410 section 4).
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(spki.subarray(-32)),
    sign: async (data) => await signInPool(null, data, privateKey),
  };
}

function checkEcdsaKey(privateKey: KeyObject): void {
  if (privateKey.type !== 'private' || !isP256(privateKey)) {
    throw pkiError('pki.key-wrong-kind', 'signing needs a P-256 private key');
  }
}

function checkEd25519Key(privateKey: KeyObject): void {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519') {
    throw pkiError('pki.key-wrong-kind', 'signing metadata needs an Ed25519 private key');
  }
}

/** @throws pki.key-certificate-mismatch pki.certificate-malformed */
export function checkKeyOfCertificate(privateKey: KeyObject, certificateDer: Uint8Array): void {
  if (!openCertificate(certificateDer).checkPrivateKey(privateKey)) {
    throw pkiError('pki.key-certificate-mismatch', 'the certificate is not of this private key');
  }
}

function openCertificate(certificateDer: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(certificateDer);
  } catch (cause) {
    throw pkiError('pki.certificate-malformed', 'not a DER certificate', { cause });
  }
}
