import type { Alliance } from '#libs/ceremony';
import {
  canonicalJson,
  digestOf,
  formatMessageId,
  signStatement,
  SUITE,
  toBase64url,
  type CountryCode,
  type MessageItem,
  type Signer,
  type Statement,
} from '#libs/protocol';
import { random32, type ShiftedClock } from './test-broker.js';

/** Messages as the broker sees them: a real slip, and sealed bytes that nobody here can open anyway. */

/** HPKE's encapsulated secret and tag around 4 KiB, the smallest content. */
const SMALLEST_SEALED = 1120 + 4096 + 16;

export interface TestMessage extends MessageItem {
  readonly line: Buffer;
  readonly slip: string;
  readonly sealed: string;
}

/** What a test bends. */
export interface Bend {
  /** Fields of the slip; `undefined` leaves one out. */
  readonly slip?: Readonly<Record<string, unknown>>;
  /** Members of the JWS header. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signer?: Signer;
  readonly sealed?: Uint8Array;
  /** What stands in `sealed`, when it is not what sealedDigest names. */
  readonly carried?: Uint8Array;
}

export class MessageMaker {
  private number = 0;

  constructor(
    private readonly alliance: Alliance,
    private readonly clock: ShiftedClock,
  ) {}

  /** A good message with the next number, unless it is bent. */
  async make(from: CountryCode, to: CountryCode, bend: Bend = {}): Promise<TestMessage> {
    const now = Math.floor(this.clock.nowMs() / 1000);
    const sealed = bend.sealed ?? Buffer.alloc(SMALLEST_SEALED, random32());
    const slip = {
      ...{ v: 1, env: 'test', id: formatMessageId({ from, to, epoch: 1, number: ++this.number }), from, to },
      ...{ class: 'request', priority: 0, iat: now, exp: now + 3600, contentDigest: random32() },
      ...{ sealedDigest: digestOf(sealed), suite: SUITE, kid: this.alliance.member(to).keys.sealing.kid },
      ...bend.slip,
    };
    const token = await this.jws(from, slip, bend);
    const carried = toBase64url(bend.carried ?? sealed);
    return {
      ...{
        id: slip.id,
        contentDigest: slip.contentDigest,
        slipDigest: digestOf(token.slice(0, token.lastIndexOf('.'))),
      },
      ...{ slip: token, sealed: carried, line: Buffer.from(`{"slip":"${token}","sealed":"${carried}"}`) },
    };
  }

  /** The recipient's *taken* statement. */
  taken(by: CountryCode, to: CountryCode, messages: readonly MessageItem[], signer?: Signer): Promise<string> {
    const items = messages.map(({ id, slipDigest, contentDigest }) => ({ id, slipDigest, contentDigest }));
    const time = Math.floor(this.clock.nowMs() / 1000);
    return signStatement('taken', { env: 'test', by, to, time, items }, signer ?? this.alliance.member(by).signer);
  }

  /** A *taken* statement with any head. */
  stated(head: Pick<Statement<MessageItem>, 'env' | 'to' | 'items'> & { readonly by: CountryCode }): Promise<string> {
    const time = Math.floor(this.clock.nowMs() / 1000);
    return signStatement('taken', { ...head, time }, this.alliance.member(head.by).signer);
  }

  private async jws(from: CountryCode, slip: object, bend: Bend): Promise<string> {
    const signer = bend.signer ?? this.alliance.member(from).signer;
    const header = { alg: 'ES256', typ: 'crex-slip+jws', 'x5t#S256': signer.certificate, ...bend.header };
    const input = `${base64url(canonicalJson(header))}.${base64url(JSON.stringify(slip))}`;
    return `${input}.${toBase64url(await signer.sign(Buffer.from(input)))}`;
  }
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
