import type { DirectoryView, MemberView } from '#libs/directory';
import { keyOfListed } from '#libs/pki';
import { checkSignature, CrexError, type MemberId, type ReadJws } from '#libs/protocol';
import type { Home } from './context.js';
import type { CurrentDirectory } from './current-directory.js';

/** Who is who, by this node's own verified copy of the directory. */
export class Trust {
  constructor(
    private readonly directory: CurrentDirectory,
    private readonly home: Home,
  ) {}

  /**
   * The directory of this moment; an expired one stops sending and opening.
   *
   * @throws directory.expired
   */
  view(): DirectoryView {
    return this.directory.view();
  }

  /** Fetches a newer directory before going on, when a verified peer has shown that there is one. */
  async atLeast(version: number): Promise<DirectoryView> {
    if (this.view().version < version) await this.directory.refresh();
    return this.view();
  }

  /**
   * Verifies what a member has signed: the certificate that the header names is listed for this member and role,
   * chains to the member's own CA, was in force at `atSeconds`, and is not revoked now.
   *
   * @throws message.wrong-signature, pki.*
   */
  async checkSigned(jws: ReadJws<unknown>, signer: MemberId, atSeconds: number): Promise<void> {
    const member = this.view().member(signer);
    checkKnown(member);
    const when = { atMs: atSeconds * 1000, nowMs: this.home.clock.nowMs() };
    const use = { env: this.home.env, role: 'signing', ...when } as const;
    await checkSignature(jws, keyOfListed(member, jws.certificate, use));
  }
}

function checkKnown(member: MemberView | undefined): asserts member is MemberView {
  if (member === undefined) throw new CrexError('pki.not-listed', 'the directory does not know the signer');
}

/** True for a member that takes part in the exchange today. */
export function isActive(member: MemberView | undefined): member is MemberView {
  return member?.status === 'active' && member.roles.includes('exchange');
}

/** @throws message.sender-suspended */
export function checkActive(member: MemberView | undefined): asserts member is MemberView {
  if (!isActive(member)) {
    throw new CrexError('message.sender-suspended', 'the sender is not an active member of the exchange');
  }
}
