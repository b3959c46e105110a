import { CrexError, type CrexErrorOptions } from '#libs/protocol';

/** Every refusal of this lib. A code never changes its meaning once published. */
export const PKI_CODES = [
  // keys
  'pki.weak-passphrase',
  'pki.key-unreadable',
  'pki.key-wrong-role',
  'pki.key-wrong-environment',
  'pki.key-wrong-member',
  'pki.key-wrong-kind',
  'pki.key-inconsistent',
  'pki.key-certificate-mismatch',
  'pki.unsealable',
  // requests and issuing
  'pki.csr-malformed',
  'pki.csr-bad-signature',
  'pki.csr-weak-key',
  'pki.csr-wrong-algorithm',
  'pki.csr-key-reused',
  'pki.csr-wrong-subject',
  'pki.csr-asks-extensions',
  'pki.names-not-allowed',
  'pki.wrong-period',
  'pki.wrong-crl-content',
  'pki.crl-not-newer',
  // certificates
  'pki.certificate-malformed',
  'pki.no-identity',
  'pki.not-issued-by-member',
  'pki.authority-not-self-signed',
  'pki.weak-key',
  'pki.wrong-algorithm',
  'pki.unknown-critical-extension',
  'pki.wrong-environment',
  'pki.wrong-member',
  'pki.wrong-role',
  'pki.wrong-country',
  'pki.wrong-basic-constraints',
  'pki.wrong-key-usage',
  'pki.wrong-extended-key-usage',
  'pki.wrong-name-constraints',
  'pki.not-yet-valid',
  'pki.expired',
  'pki.not-listed',
  // revocation
  'pki.crl-malformed',
  'pki.crl-bad-signature',
  'pki.crl-not-yet-valid',
  'pki.crl-stale',
  'pki.revocation-unknown',
  'pki.certificate-revoked',
] as const;

export type PkiCode = (typeof PKI_CODES)[number];

/** A {@link CrexError} whose code is one of this lib's. */
export function pkiError(code: PkiCode, detail: string, options: CrexErrorOptions = {}): CrexError {
  return new CrexError(code, detail, options);
}
