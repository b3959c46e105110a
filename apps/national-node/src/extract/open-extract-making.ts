import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CrexError } from '#libs/protocol';
import type { NodeConfiguration } from '../config.js';
import { openSealKey } from '../keys/open-keys.js';
import type { ExtractMaking } from './extract-making.js';
import { httpTimeStamps } from './http-time-stamps.js';

/** As `developmentAuthority` of libs/extract names itself. */
const DEVELOPMENT = 'O=CREX development';

/**
 * The CA certificates of the time-stamp authorities that are believed here (DER).
 *
 * @throws node.development-time-stamps, node.malformed-time-stamp-authorities
 */
export async function readAuthorities({ timestampCa, env }: Pick<NodeConfiguration, 'timestampCa' | 'env'>) {
  if (timestampCa === undefined) return [];
  const pem = await readFile(timestampCa, 'utf8');
  const certificates = (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    certificateOf,
  );
  checkSome(certificates);
  for (const certificate of certificates) checkNotForDevelopment(env, certificate);
  return certificates.map(({ raw }) => new Uint8Array(raw));
}

/**
 * What extracts are made with; nothing for a country that issues none.
 *
 * @throws node.incomplete-extract-settings, pki.*
 */
export async function openExtractMaking(
  config: NodeConfiguration,
  authorities: readonly Uint8Array[],
): Promise<ExtractMaking | undefined> {
  const { timestampUrl, timestampCrl, extractAddress: address, extractValidityDays: validityDays } = config;
  if (timestampUrl === undefined) return undefined;
  checkComplete(address !== undefined && authorities.length > 0);
  const { signer, der } = await openSealKey(config);
  const timeStamps = httpTimeStamps({ url: timestampUrl, authorities, crlFile: timestampCrl });
  return { signer, certificate: der, timeStamps, address: address ?? '', validityDays };
}

function certificateOf(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new CrexError('node.malformed-time-stamp-authorities', 'CREX_TIMESTAMP_CA_FILE holds no certificate in PEM', {
      cause,
    });
  }
}

function checkSome(certificates: readonly X509Certificate[]): void {
  if (certificates.length === 0) {
    throw new CrexError('node.malformed-time-stamp-authorities', 'CREX_TIMESTAMP_CA_FILE holds no certificate in PEM');
  }
}

/** Its key lies in the memory of whoever has started it, and its time is what they say. */
function checkNotForDevelopment(env: NodeConfiguration['env'], { subject }: X509Certificate): void {
  if (env === 'production' && subject.includes(DEVELOPMENT)) {
    throw new CrexError('node.development-time-stamps', 'the development time-stamp authority is not for production', {
      nextStep: 'name a qualified time-stamp authority in CREX_TIMESTAMP_URL and its CA in CREX_TIMESTAMP_CA_FILE',
    });
  }
}

function checkComplete(isComplete: boolean): void {
  if (!isComplete) {
    throw new CrexError(
      'node.incomplete-extract-settings',
      'who issues extracts (CREX_TIMESTAMP_URL) also sets CREX_TIMESTAMP_CA_FILE and CREX_EXTRACT_ADDRESS',
    );
  }
}
