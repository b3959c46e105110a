import { X509Certificate } from 'node:crypto';
import type { TimeStampAuthority } from '#libs/extract';
import { CrexError, type Signer } from '#libs/protocol';

/** What a country needs that issues extracts. A node without it answers without them. */
export interface ExtractMaking {
  /** The extract-seal key. */
  readonly signer: Signer;
  /** DER: its certificate. */
  readonly certificate: Uint8Array;
  readonly timeStamps: TimeStampAuthority;
  /** Where a printed extract is checked. */
  readonly address: string;
  readonly validityDays: number;
}

/** The seal's certificate and the CA that issued it, of those that the directory lists. @throws extract.no-authority */
export function sealChain({ certificate }: ExtractMaking, authorities: readonly Uint8Array[]): Uint8Array[] {
  const own = new X509Certificate(certificate);
  const issuer = authorities.find((der) => {
    const authority = new X509Certificate(der);
    return own.checkIssued(authority) && own.verify(authority.publicKey);
  });
  if (issuer === undefined) {
    throw new CrexError(
      'extract.no-authority',
      'no CA that the directory lists has issued the extract-seal certificate',
      {
        nextStep: 'put the certificate of the present CA beside the extract-seal key',
      },
    );
  }
  return [certificate, issuer];
}
