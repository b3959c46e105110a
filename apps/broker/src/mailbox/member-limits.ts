import { CrexError, type Clock, type ListedId } from '#libs/protocol';

/** Long polls wait, calls about logs come in flocks, all others work: each kind has its own places. */
export type CallKind = 'put' | 'fetch' | 'log';

/** What one member may use at a time, whatever the others do. */
export interface LimitSettings {
  readonly maxPuts: number;
  readonly maxFetches: number;
  readonly maxConnections: number;
  readonly maxLogCalls: number;
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  readonly logCallsPerSecond: number;
  readonly logCallBurst: number;
  readonly bytesPerSecond: number;
  readonly byteBurst: number;
}

/** A member asks for more than its share: nothing of the call was read. */
export class OverLimit extends CrexError {
  constructor(readonly retryAfterSeconds: number) {
    super('message.over-limit', 'more calls, messages or bytes than one member may use', {
      nextStep: `try again in ${retryAfterSeconds} s`,
    });
  }
}

/**
 * Keeps a slow or greedy member from harming the others: places for calls at once, and buckets (messages, calls about
 * logs, bytes) that fill with time. A call is let in while its buckets hold anything and may draw them below zero, since what it
 * holds is known only after reading; the next call then waits until the debt is paid.
 */
export class MemberLimits {
  private readonly members = new Map<ListedId, Usage>();

  constructor(
    private readonly clock: Clock,
    private readonly settings: LimitSettings,
  ) {}

  /**
   * Takes a place for a call of this many bytes.
   *
   * @returns gives the place back
   * @throws message.over-limit
   */
  enter(member: ListedId, kind: CallKind, bytes: number): () => void {
    const usage = this.usageOf(member);
    this.checkPlace(usage, kind);
    const nowMs = this.clock.nowMs();
    const calls = kind === 'log' ? usage.logCalls : usage.messages;
    checkLevel(calls, nowMs);
    checkLevel(usage.bytes, nowMs);
    calls.draw(1);
    usage.bytes.draw(bytes);
    usage.inside[kind] += 1;
    return () => {
      usage.inside[kind] -= 1;
    };
  }

  /** The call that was let in turned out to hold this many messages; the call itself was counted as the first. */
  countMessages(member: ListedId, messages: number): void {
    this.usageOf(member).messages.draw(messages - 1);
  }

  /** Calls that are being worked on, or wait, over all members. */
  inside(kind: CallKind): number {
    return [...this.members.values()].reduce((sum, usage) => sum + usage.inside[kind], 0);
  }

  private checkPlace({ inside }: Usage, kind: CallKind): void {
    const { maxFetches, maxLogCalls, maxPuts } = this.settings;
    const places = { fetch: maxFetches, log: maxLogCalls, put: maxPuts };
    if (inside[kind] >= places[kind]) throw new OverLimit(1);
  }

  private usageOf(member: ListedId): Usage {
    let usage = this.members.get(member);
    if (usage === undefined) {
      const { messagesPerSecond, messageBurst, logCallsPerSecond, logCallBurst } = this.settings;
      const { bytesPerSecond, byteBurst } = this.settings;
      const nowMs = this.clock.nowMs();
      usage = {
        inside: { put: 0, fetch: 0, log: 0 },
        messages: new Bucket(messagesPerSecond, messageBurst, nowMs),
        logCalls: new Bucket(logCallsPerSecond, logCallBurst, nowMs),
        bytes: new Bucket(bytesPerSecond, byteBurst, nowMs),
      };
      this.members.set(member, usage);
    }
    return usage;
  }
}

interface Usage {
  readonly inside: Record<CallKind, number>;
  readonly messages: Bucket;
  readonly logCalls: Bucket;
  readonly bytes: Bucket;
}

function checkLevel(bucket: Bucket, nowMs: number): void {
  const waitSeconds = bucket.waitSeconds(nowMs);
  if (waitSeconds > 0) throw new OverLimit(waitSeconds);
}

/** Fills at a steady rate up to its size; may be drawn below zero. */
class Bucket {
  private level: number;

  constructor(
    private readonly perSecond: number,
    private readonly size: number,
    private filledAtMs: number,
  ) {
    this.level = size;
  }

  /** 0 while it holds anything; else the whole seconds until it does. */
  waitSeconds(nowMs: number): number {
    const passedMs = Math.max(0, nowMs - this.filledAtMs);
    this.level = Math.min(this.size, this.level + (passedMs / 1000) * this.perSecond);
    this.filledAtMs = nowMs;
    return this.level > 0 ? 0 : Math.floor(-this.level / this.perSecond) + 1;
  }

  draw(amount: number): void {
    this.level -= amount;
  }
}
