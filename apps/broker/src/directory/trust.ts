import type { KeyObject } from 'node:crypto';
import type { CurrentDirectory, DirectoryView, MemberView } from '#libs/directory';
import { certificateFacts, checkNotRevoked, verifyChain, type LeafRole } from '#libs/pki';
import { checkSignature, CrexError, type Clock, type Environment, type MemberId, type ReadJws } from '#libs/protocol';

/**
 * Who is who, by the directory of this moment. Whoever controls the broker can lie about this to nobody but itself:
 * every node checks the same against its own copy.
 */
export class Trust {
  constructor(
    private readonly directory: CurrentDirectory,
    private readonly env: Environment,
    private readonly clock: Clock,
  ) {}

  /** @throws directory.expired */
  view(): DirectoryView {
    return this.directory.current();
  }

  /**
   * The member behind a TLS connection: its certificate is listed, in force and not revoked. Asked for every call, not
   * once per connection.
   *
   * @throws message.unknown-certificate and pki's codes
   */
  peerOf(certificateDer: Uint8Array): MemberView {
    const view = this.view();
    const { thumbprint, member: claimed } = certificateFacts(certificateDer);
    const member = view.member(claimed);
    if (member?.certificates.get(thumbprint)?.role !== 'tls') {
      throw new CrexError('message.unknown-certificate', 'the TLS certificate is not in the directory', {
        nextStep: 'publish the certificate in the online part of the directory entry',
      });
    }
    this.keyOf(member, thumbprint, 'tls');
    return member;
  }

  /**
   * Verifies what a member has signed, with the certificate that its header names.
   *
   * @throws message.unknown-certificate, message.wrong-signature and pki's codes
   */
  async checkSigned(jws: ReadJws<unknown>, member: MemberView): Promise<void> {
    await checkSignature(jws, this.keyOf(member, jws.certificate, 'signing'));
  }

  private keyOf(member: MemberView, thumbprint: string, role: LeafRole): KeyObject {
    const listed = member.certificates.get(thumbprint);
    if (listed?.role !== role) {
      throw new CrexError('message.unknown-certificate', `no ${role} certificate of this member in the directory`);
    }
    const expected = { env: this.env, member: member.id, role, atMs: this.clock.nowMs() };
    const { publicKey } = verifyChain(listed.der, { ...expected, caCertificates: member.caCertificates });
    checkNotRevoked(listed.der, member.crls, { ...expected, caCertificates: member.caCertificates });
    return publicKey;
  }
}

/**
 * @throws message.sender-suspended, message.recipient-suspended
 */
export function checkActive(member: MemberView | undefined, which: 'sender' | 'recipient'): asserts member is MemberView {
  if (member?.status !== 'active' || !member.roles.includes('exchange')) {
    throw new CrexError(`message.${which}-suspended`, `the ${which} is not an active member of the exchange`);
  }
}

export type { MemberId };
