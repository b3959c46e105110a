import type { Alliance, AllianceMember } from '#libs/ceremony';
import {
  canonicalJson,
  CLASS_OF_KIND,
  DEFAULT_LIFE_SECONDS,
  digestOf,
  formatMessageId,
  PROMISING_KINDS,
  SUITE,
  type CountryCode,
  type Kind,
  type MemberId,
} from '#libs/protocol';
import { rawPadded, rawSeal } from '../vectors/raw-message.js';
import { sampleBodies, samplePromise, sampleSalt } from '../vectors/sample-bodies.js';

type Loose = Readonly<Record<string, unknown>>;

/** The valid message that a hostile one starts from. */
export interface Plan {
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly kind: Kind;
  readonly number: number;
  /** Seconds since 1970. */
  readonly now: number;
  readonly body?: Loose;
  readonly requestDigest?: string;
  readonly inReplyTo?: string;
  readonly priority?: 0 | 1;
  readonly directoryVersion?: number;
  readonly directoryHash?: string;
}

/** What is done differently from a valid message; each hook sees what would have been. */
export interface Twist {
  readonly content?: (content: Loose) => Loose | string;
  readonly contentHeader?: (header: Loose) => Loose;
  readonly contentBy?: MemberId;
  readonly contentToken?: (token: string) => string;
  readonly padded?: (token: string) => Buffer;
  /** Before sealing: the seal binds it. */
  readonly bound?: (slip: Loose) => Loose;
  readonly sealTo?: CountryCode;
  readonly sealed?: (sealed: Buffer) => Buffer;
  /** After sealing. */
  readonly slip?: (slip: Loose) => Loose | string;
  readonly slipHeader?: (header: Loose) => Loose;
  readonly slipBy?: MemberId;
  readonly slipToken?: (token: string) => string;
  readonly line?: (line: string) => string;
}

export interface HostileMessage {
  readonly line: Buffer;
  readonly id: string;
  readonly slipDigest: string;
  readonly contentDigest: string;
  /** As signed: compact JWS. */
  readonly slip: string;
  readonly content: string;
}

/** A message with real keys of the Alliance that breaks exactly the rule it is told to break; nothing here checks. */
export async function hostileMessage(alliance: Alliance, plan: Plan, twist: Twist = {}): Promise<HostileMessage> {
  const { from, to, kind, now, number } = plan;
  const id = formatMessageId({ from, to, epoch: 1, number });
  const reply = CLASS_OF_KIND[kind] === 'reply';
  const parties = { v: 1, env: alliance.env, id, from, to };
  const times = { iat: now, exp: now + DEFAULT_LIFE_SECONDS };
  const plain: Loose = {
    ...{ ...parties, ...times, kind, nonce: sampleSalt(`${id} ${Math.random()}`) },
    dir: directoryOf(alliance, plan),
    ...(reply ? { requestDigest: plan.requestDigest ?? digestOf('no question') } : {}),
    ...(PROMISING_KINDS.includes(kind) ? { promise: samplePromise } : {}),
    body: plan.body ?? sampleBodies[kind],
  };
  const content = await rawJws(alliance.member(twist.contentBy ?? from), {
    ...{ typ: 'crex-content+jws', payload: apply(twist.content, plain), header: twist.contentHeader },
    owner: alliance.member(from),
  });
  const token = apply(twist.contentToken, content.token);
  const key = alliance.member(twist.sealTo ?? to).keys.sealing;
  const bound = apply<Loose>(twist.bound, {
    ...{ ...parties, ...times, class: CLASS_OF_KIND[kind], priority: plan.priority ?? 0 },
    ...(reply ? { inReplyTo: plan.inReplyTo ?? formatMessageId({ from: to, to: from, epoch: 1, number: 1 }) } : {}),
    ...{ contentDigest: content.digest, suite: SUITE, kid: key.kid },
  });
  const size = [4, 16, 64, 256].find((kib) => kib >= (reply ? 16 : 4) && kib * 1024 >= token.length + 4) ?? 4096;
  const padded = (twist.padded ?? ((text) => rawPadded(text, size * 1024)))(token);
  const sealedBytes = await rawSeal(key, padded, Buffer.from(canonicalJson(bound)));
  const sealed = apply(twist.sealed, sealedBytes);
  const slip = await rawJws(alliance.member(twist.slipBy ?? from), {
    ...{ typ: 'crex-slip+jws', header: twist.slipHeader, owner: alliance.member(from) },
    payload: apply<Loose, Loose | string>(twist.slip, { ...bound, sealedDigest: digestOf(sealed) }),
  });
  const slipToken = apply(twist.slipToken, slip.token);
  const line = `{"slip":"${slipToken}","sealed":"${sealed.toString('base64url')}"}`;
  return {
    line: Buffer.from(apply(twist.line, line)),
    ...{ id, slipDigest: slip.digest, contentDigest: content.digest, slip: slipToken, content: token },
  };
}

/** As an honest sender names it; a version that nobody has published yet has any hash. */
function directoryOf({ files }: Alliance, { directoryVersion: version = 1, directoryHash }: Plan): Loose {
  return { version, hash: directoryHash ?? digestOf(files.get(`${version}.snapshot.json`) ?? 'not yet') };
}

interface RawJws {
  readonly typ: string;
  readonly payload: Loose | string;
  readonly header: ((header: Loose) => Loose) | undefined;
  /** Whose certificate the header names. */
  readonly owner: AllianceMember;
}

/** A compact JWS signed by a member; a payload that is a string is taken as it is. */
async function rawJws(by: AllianceMember, { typ, payload, header, owner }: RawJws) {
  const head = apply<Loose>(header, { alg: 'ES256', typ, 'x5t#S256': owner.signer.certificate });
  const body = typeof payload === 'string' ? payload : canonicalJson(payload);
  const input = `${Buffer.from(canonicalJson(head)).toString('base64url')}.${Buffer.from(body).toString('base64url')}`;
  const signature = Buffer.from(await by.signer.sign(Buffer.from(input))).toString('base64url');
  return { token: `${input}.${signature}`, digest: digestOf(input) };
}

function apply<T, R = T>(twist: ((value: T) => R) | undefined, value: T): T | R {
  return twist === undefined ? value : twist(value);
}
