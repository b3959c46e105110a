import { X509Certificate } from 'node:crypto';
import { thumbprint } from '#libs/pki';
import {
  checkSignature,
  CrexError,
  parseJson,
  readJws,
  signJws,
  type JsonLimits,
  type Signer,
  type Typ,
} from '#libs/protocol';

/** What a country signs for itself: of which type, and which setting names the file. */
export interface SignedKind {
  readonly typ: Typ;
  readonly setting: string;
  readonly command: string;
}

const LIMITS: JsonLimits = { maxBytes: 600_000, maxDepth: 8, maxValues: 10_000, integersAndStringsOnly: true };

/** Signs a JSON text as the country: a compact JWS in canonical JSON. @throws the codes of parseJson */
export async function signValue(kind: SignedKind, value: unknown, signer: Signer): Promise<string> {
  return (await signJws(kind.typ, value as object, signer)).token;
}

/** What a file says that this country is to sign. @throws the codes of parseJson */
export function parseToSign(text: Uint8Array): unknown {
  return parseJson(text, LIMITS);
}

/**
 * Reads what this country has signed with the key of its present signing certificate.
 *
 * @throws node.file-not-signed, node.file-foreign
 */
export async function readOwnSigned(kind: SignedKind, token: string, certificateDer: Uint8Array): Promise<unknown> {
  const jws = readAsJws(kind, token.trim());
  checkOwnCertificate(kind, jws.certificate, certificateDer);
  await checkSigned(kind, jws, certificateDer);
  return jws.payload;
}

function readAsJws(kind: SignedKind, token: string) {
  try {
    return readJws(token, kind.typ, LIMITS);
  } catch (cause) {
    throw notSigned(kind, cause);
  }
}

function checkOwnCertificate({ setting, command }: SignedKind, claimed: string, certificateDer: Uint8Array): void {
  if (claimed !== thumbprint(certificateDer)) {
    throw new CrexError('node.file-foreign', `${setting} is signed by another certificate`, {
      nextStep: `sign it again with \`${command}\` and the signing key that this node has now`,
    });
  }
}

async function checkSigned(kind: SignedKind, jws: ReturnType<typeof readAsJws>, der: Uint8Array): Promise<void> {
  try {
    await checkSignature(jws, new X509Certificate(der).publicKey);
  } catch (cause) {
    throw notSigned(kind, cause);
  }
}

function notSigned({ setting, command }: SignedKind, cause: unknown): CrexError {
  return new CrexError('node.file-not-signed', `${setting} does not name a file that this country has signed`, {
    ...{ cause, nextStep: `sign it with \`${command}\`, and name the file that it writes` },
  });
}
