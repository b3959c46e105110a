import type { DirectoryView, MemberView } from '#libs/directory';
import { certificateFacts, keyOfListed } from '#libs/pki';
import { checkSignature, CrexError, type ReadJws } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { CurrentDirectory } from './current-directory.js';

/**
 * Who is who, by the directory of this moment. Whoever controls the broker can lie about this to nobody but itself:
 * every node checks the same against its own copy.
 */
export class Trust {
  constructor(
    private readonly directory: CurrentDirectory,
    private readonly broker: BrokerIdentity,
  ) {}

  /** @throws directory.expired */
  view(): DirectoryView {
    return this.directory.view();
  }

  /**
   * The member behind a TLS connection: its certificate is listed, in force and not revoked. Asked for every call, not
   * once per connection.
   *
   * @throws pki.*
   */
  peerOf(certificateDer: Uint8Array): MemberView {
    const { thumbprint, member: claimed } = certificateFacts(certificateDer);
    const member = this.view().member(claimed);
    if (member === undefined) throw new CrexError('pki.not-listed', 'the directory does not know this member');
    keyOfListed(member, thumbprint, { role: 'tls', ...this.now() });
    return member;
  }

  /**
   * Verifies what a member has signed, with the certificate that its header names.
   *
   * @throws message.wrong-signature, pki.*
   */
  async checkSigned(jws: ReadJws<unknown>, member: MemberView): Promise<void> {
    await checkSignature(jws, keyOfListed(member, jws.certificate, { role: 'signing', ...this.now() }));
  }

  private now() {
    const nowMs = this.broker.clock.nowMs();
    return { env: this.broker.env, atMs: nowMs, nowMs };
  }
}

/** @throws message.sender-suspended, message.recipient-suspended */
export function checkActive(
  member: MemberView | undefined,
  which: 'sender' | 'recipient',
): asserts member is MemberView {
  if (member?.status !== 'active' || !member.roles.includes('exchange')) {
    throw new CrexError(`message.${which}-suspended`, `the ${which} is not an active member of the exchange`);
  }
}
