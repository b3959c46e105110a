import { verifyExtract, type ExtractFinding } from '#libs/extract/verifier';
import { revokedAt, verifyChain } from '#libs/pki/verifier';
import type { CountryCode, Environment } from '#libs/protocol';
import { withAnswers } from './runtime/signature-answers.js';

/** What the node gives to everybody: whose certificates count. Base64 of DER. @see GET /public/v1/trust */
export interface PublicTrust {
  readonly env: Environment;
  readonly directory: { readonly version: number; readonly at: number };
  readonly members: Readonly<
    Partial<Record<CountryCode, { readonly caCertificates: readonly string[]; readonly crls: readonly string[] }>>
  >;
  readonly timeStampAuthorities: readonly string[];
}

/** What the page shows of a verdict; nothing about the person. */
export interface PageVerdict {
  readonly verdict: 'good' | 'fault';
  readonly code: string | undefined;
  readonly findings: readonly ExtractFinding[];
  readonly sealedAtMs: number | undefined;
  readonly extract:
    | { readonly env: Environment; readonly number: string; readonly country: CountryCode; readonly validUntil: number }
    | undefined;
}

/** Judges a file by the certificates that the node gave, with the verifier that the command line has, too. */
export async function judge(pdf: Uint8Array, trust: PublicTrust): Promise<PageVerdict> {
  const { env, members } = trust;
  const newerCrls = {
    atMs: trust.directory.at * 1000,
    of: (country: CountryCode) => (members[country]?.crls ?? []).map(bytesOf),
  };
  const { verdict, code, findings, content, sealedAtMs } = await withAnswers(() =>
    verifyExtract(pdf, {
      env,
      caCertificatesOf: (country) => (members[country]?.caCertificates ?? []).map(bytesOf),
      timeStampAuthorities: trust.timeStampAuthorities.map(bytesOf),
      certificates: { verifyChain, revokedAt },
      newerCrls,
    }),
  );
  const extract = content && {
    ...{ env: content.env, number: content.number, country: content.issuer.country, validUntil: content.validUntil },
  };
  return { verdict, code, findings, sealedAtMs, extract };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
