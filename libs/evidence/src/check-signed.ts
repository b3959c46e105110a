import type { DirectoryView, MemberView } from '#libs/directory';
import { checkRevocation, verifyChain } from '#libs/pki';
import { checkSignature, CrexError, type MemberId, type ReadJws } from '#libs/protocol';
import type { Findings } from './findings.js';

/** What a member has signed, when, and the directories of the time to judge it by, the best first. */
export interface SignedThing {
  readonly part: string;
  readonly jws: ReadJws<unknown>;
  readonly signer: MemberId;
  /** Seconds since 1970. */
  readonly at: number;
  readonly views: readonly DirectoryView[];
}

/**
 * Certificate, chain, revocation and signature, each a finding of its own: the certificate is listed for the signer, ends
 * in the signer's own CA and was in force at that time, its CA had not revoked it, and its key has signed.
 */
export async function checkSigned({ part, jws, signer, at, views }: SignedThing, findings: Findings): Promise<void> {
  const atMs = at * 1000;
  const listing = views.find((view) => listed(view.member(signer), jws.certificate) !== undefined);
  const member = listing?.member(signer);
  const isListed = await findings.check(part, 'certificate', () => {
    checkListed(member);
    return `${jws.certificate}, listed for ${signer} in directory version ${listing?.version ?? 0}`;
  });
  if (!isListed || member === undefined || listing === undefined) return;
  const { der } = listed(member, jws.certificate) as { der: Uint8Array };
  const { caCertificates, crls } = member;
  const expected = { env: listing.env, member: signer, role: 'signing', atMs, caCertificates } as const;
  await findings.check(part, 'chain', () => {
    verifyChain(der, expected);
    return `issued by the authority of ${signer}, in force when it signed`;
  });
  await findings.check(part, 'revocation', () => {
    checkRevocation(der, crls, { caCertificates, atMs });
    return 'not revoked, by the list of its authority of that time';
  });
  await findings.check(part, 'signature', async () => {
    await checkSignature(jws, verifyChain(der, expected).publicKey);
    return `${signer} has signed these bytes (${jws.digest})`;
  });
}

function listed(member: MemberView | undefined, thumbprint: string) {
  const certificate = member?.certificates.get(thumbprint);
  return certificate?.role === 'signing' ? certificate : undefined;
}

function checkListed(member: MemberView | undefined): void {
  if (member === undefined)
    throw new CrexError('pki.not-listed', 'the directory of that time lists no such certificate for the signer');
}
