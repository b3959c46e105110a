import { readFile } from 'node:fs/promises';
import { replaceDurably } from '#libs/platform';
import { CrexError, parseMessageId, type MessageId } from '#libs/protocol';

/** Highest numbers by `AR-BR-1` (pair and epoch): sent by this node, and seen by it. */
export interface HighWater {
  readonly sent: Readonly<Record<string, number>>;
  readonly seen: Readonly<Record<string, number>>;
}

const NOTHING_YET = '{"sent":{},"seen":{}}';

/**
 * The highest numbers sent and seen, kept in a file of their own: a database that was restored from an older backup
 * would otherwise give numbers out twice and take replays for news. Written after the commit and before the bytes
 * leave (sent) or the receipt leaves (seen), so the database is never behind the file unless it was rolled back.
 * When a write fails nothing leaves; the next call tries again, and lets through what is on disk by then.
 */
export class HighWaterFile {
  private constructor(
    private readonly path: string,
    private mark: HighWater,
    /** What lies on the disk for certain; undefined after a write that failed. */
    private onDisk: string | undefined,
  ) {}

  private writing: Promise<void> = Promise.resolve();

  /**
   * Reads the file. A missing one is an error unless this is a first start (`create`); then it is made at once, so that
   * a node which dies between its first commit and its first number here can start again.
   */
  static async open(path: string, create: boolean): Promise<HighWaterFile> {
    const { mark, text } = await read(path).catch(async (error: unknown) => {
      const { cause } = error as { cause?: NodeJS.ErrnoException };
      if (!create || cause?.code !== 'ENOENT') throw error;
      await replaceDurably(path, NOTHING_YET);
      return read(path);
    });
    return new HighWaterFile(path, mark, text);
  }

  get current(): HighWater {
    return this.mark;
  }

  /** Takes over what another process has written since this one opened the file. */
  async reread(): Promise<void> {
    const { mark, text } = await read(this.path);
    this.mark = { sent: highest(this.mark.sent, mark.sent), seen: highest(this.mark.seen, mark.seen) };
    this.onDisk = text;
  }

  sent(ids: readonly MessageId[]): Promise<void> {
    return this.raise('sent', ids);
  }

  seen(ids: readonly MessageId[]): Promise<void> {
    return this.raise('seen', ids);
  }

  /** When it resolves these numbers are on disk, and all before them. One write at a time. */
  private raise(which: 'sent' | 'seen', ids: readonly MessageId[]): Promise<void> {
    let raised = this.mark[which];
    for (const id of ids) {
      const { from, to, epoch, number } = parseMessageId(id);
      raised = highest(raised, { [`${from}-${to}-${epoch}`]: number });
    }
    this.mark = { ...this.mark, [which]: raised };
    this.writing = this.writing.catch(() => undefined).then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const text = JSON.stringify(this.mark);
    if (text === this.onDisk) return;
    this.onDisk = undefined;
    await replaceDurably(this.path, text);
    this.onDisk = text;
  }
}

function highest(one: HighWater['sent'], other: HighWater['sent']): HighWater['sent'] {
  const pairs = [...Object.keys(one), ...Object.keys(other)];
  return Object.fromEntries(pairs.map((pair) => [pair, Math.max(one[pair] ?? 0, other[pair] ?? 0)]));
}

/** @throws courier.high-water-missing */
async function read(path: string): Promise<{ mark: HighWater; text: string }> {
  try {
    const text = await readFile(path, 'utf8');
    return { mark: JSON.parse(text) as HighWater, text };
  } catch (cause) {
    throw new CrexError('courier.high-water-missing', 'the file with the highest message numbers cannot be read', {
      ...{ nextStep: 'restore it, or open a new epoch with `crex epoch open`', cause },
    });
  }
}
