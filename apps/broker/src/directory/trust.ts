import type { DirectoryView, ListedView, MemberView } from '#libs/directory';
import { certificateFacts, checkListed, keyOfListed, thumbprint, verifyChain } from '#libs/pki';
import { checkSignature, CrexError, type ListedId, type ReadJws } from '#libs/protocol';
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

  /** @throws directory.none, directory.expired */
  checkCurrent(): void {
    this.directory.view();
  }

  /**
   * The member or partner behind a TLS connection: its certificate is listed, in force and not revoked. Asked for every call, not
   * once per connection.
   *
   * @throws pki.*, message.sender-suspended, directory.expired
   */
  peerOf(certificateDer: Uint8Array): ListedView {
    const member = this.claimant(certificateDer);
    checkListed(member, thumbprint(certificateDer), { role: 'tls', ...this.now() });
    return member;
  }

  /**
   * The member behind a TLS connection that reads the directory or brings a new online part. While its present part is in
   * force this is {@link peerOf}. Once that has run out nothing is listed and nothing can be: then a certificate of the
   * member's own CA is enough. The part is signed by its delegation key, and the directory is no secret among members;
   * without reading it a member whose last push was taken, but not answered, would never know which version is next.
   *
   * @throws as peerOf
   */
  peerThatSlept(certificateDer: Uint8Array): ListedView {
    const member = this.claimant(certificateDer);
    if (this.broker.nowSeconds() < member.onlineExpiresAt) return this.peerOf(certificateDer);
    this.checkIssuedBy(member, certificateDer);
    return member;
  }

  /** Whom a refusal is for: the member that lists this certificate, in whatever state both are. */
  addresseeOf(certificateDer: Uint8Array): ListedId | undefined {
    return this.directory.last()?.ownerOfCertificate(thumbprint(certificateDer))?.id;
  }

  /**
   * Verifies what a member has signed, with the certificate that its header names.
   *
   * @throws message.wrong-signature, pki.*
   */
  async checkSigned(jws: ReadJws<unknown>, member: MemberView): Promise<void> {
    await checkSignature(jws, keyOfListed(member, jws.certificate, { role: 'signing', ...this.now() }));
  }

  /** The member that a certificate names; nothing of it is verified yet. */
  private claimant(certificateDer: Uint8Array): ListedView {
    return this.listed(certificateFacts(certificateDer).member);
  }

  /**
   * A member or partner that has not left.
   *
   * @throws pki.not-listed, message.sender-suspended, directory.expired
   */
  listed(id: ListedId): ListedView {
    const member = this.view().listed(id);
    checkKnown(member);
    checkNotWithdrawn(member);
    return member;
  }

  private checkIssuedBy({ id, caCertificates }: ListedView, certificateDer: Uint8Array): void {
    const { env, atMs } = this.now();
    verifyChain(certificateDer, { env, member: id, role: 'tls', atMs, caCertificates });
  }

  private now() {
    const nowMs = this.broker.clock.nowMs();
    return { env: this.broker.env, atMs: nowMs, nowMs };
  }
}

function checkKnown(member: ListedView | undefined): asserts member is ListedView {
  if (member === undefined) throw new CrexError('pki.not-listed', 'the directory does not know this member');
}

/** A suspended member is still one, and learns here that it is suspended; one that has left is a stranger. */
function checkNotWithdrawn(member: ListedView): void {
  if (member.status === 'withdrawn') {
    throw new CrexError('message.sender-suspended', 'the member has left the Alliance');
  }
}

/** @throws message.sender-suspended, message.recipient-suspended */
export function checkActive(
  member: MemberView | undefined,
  which: 'sender' | 'recipient',
): asserts member is MemberView {
  if (member?.status !== 'active' || !member.roles.includes('exchange')) {
    const code = which === 'sender' ? 'message.sender-suspended' : 'message.recipient-suspended';
    throw new CrexError(code, `the ${which} is not an active member of the exchange`);
  }
}
