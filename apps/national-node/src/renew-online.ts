import { createDelegatedTargets, type MemberView, type MetadataSigner, type OnlineFile } from '#libs/directory';
import { CrexError, toBase64url } from '#libs/protocol';
import type { Home } from './context.js';
import type { BrokerConnection } from './courier/broker-connection.js';
import type { CurrentDirectory } from './current-directory.js';

/** Longest life of an online part, and how long before its end it is signed anew (seconds). */
const LIFE_SECONDS = 48 * 3600;
const RENEW_BEFORE_SECONDS = 36 * 3600;

/**
 * Keeps this country's online part of the directory alive: what it lists today is signed anew for 48 hours and pushed,
 * every 12 hours. A part that is not renewed shows nothing, so a country that falls silent drops out by itself.
 */
export class RenewOnline {
  constructor(
    private readonly directory: CurrentDirectory,
    private readonly broker: BrokerConnection,
    private readonly signer: MetadataSigner,
    private readonly home: Home,
  ) {}

  /** @returns whether it was renewed: nothing happens while the present part lives long enough */
  async run(): Promise<boolean> {
    const member = this.directory.view().member(this.home.country);
    if (member === undefined)
      throw new CrexError('directory.unknown-member', 'the directory does not list this country');
    const now = this.home.nowSeconds();
    if (member.onlineExpiresAt > now + RENEW_BEFORE_SECONDS) return false;
    const files = await createDelegatedTargets({
      ...({ part: 'online', env: this.home.env, content: contentOf(member) } as const),
      ...{ version: member.onlineVersion + 1, expires: now + LIFE_SECONDS, signers: [this.signer] },
    });
    const [metadata, target] = [...files.values()];
    if (metadata === undefined || target === undefined) return false;
    await this.broker.pushOnline(metadata, target);
    await this.directory.refresh();
    return true;
  }
}

/** What the part lists now. A part that has run out lists nothing and needs the operator's own publication. */
function contentOf(member: MemberView): OnlineFile {
  if (member.certificates.size === 0) {
    throw new CrexError(
      'directory.online-expired',
      'the online part has run out and cannot be renewed from the directory',
      {
        nextStep: 'publish certificates, revocation list and sealing keys anew',
      },
    );
  }
  return {
    ...{ v: 1, member: member.id },
    certificates: [...member.certificates.values()].map(({ role, der }) => ({ role, der: base64(der) })),
    crls: member.crls.map(base64),
    sealingKeys: member.sealingKeys.map((key) => ({ ...key, publicKey: toBase64url(key.publicKey) })),
  };
}

function base64(der: Uint8Array): string {
  return Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
}
