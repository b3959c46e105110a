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
 */
export class HighWaterFile {
  private constructor(
    private readonly path: string,
    private mark: HighWater,
  ) {}

  private writing: Promise<void> = Promise.resolve();

  /**
   * Reads the file. A missing one is an error unless this is a first start (`create`); then it is made at once, so that
   * a node which dies between its first commit and its first number here can start again.
   */
  static async open(path: string, create: boolean): Promise<HighWaterFile> {
    const text = await readFile(path, 'utf8').catch(async (error: unknown) => {
      if (create && (error as NodeJS.ErrnoException).code === 'ENOENT') {
        await replaceDurably(path, NOTHING_YET);
        return NOTHING_YET;
      }
      throw new CrexError('courier.high-water-missing', 'the file with the highest message numbers cannot be read', {
        nextStep: 'restore it, or open a new epoch with `crex epoch open`',
        cause: error,
      });
    });
    return new HighWaterFile(path, JSON.parse(text) as HighWater);
  }

  get current(): HighWater {
    return this.mark;
  }

  sent(ids: readonly MessageId[]): Promise<void> {
    return this.raise('sent', ids);
  }

  seen(ids: readonly MessageId[]): Promise<void> {
    return this.raise('seen', ids);
  }

  /** Durable when it resolves. */
  private raise(which: 'sent' | 'seen', ids: readonly MessageId[]): Promise<void> {
    const raised: Record<string, number> = { ...this.mark[which] };
    let changed = false;
    for (const id of ids) {
      const { from, to, epoch, number } = parseMessageId(id);
      const pair = `${from}-${to}-${epoch}`;
      if (number <= (raised[pair] ?? 0)) continue;
      raised[pair] = number;
      changed = true;
    }
    if (!changed) return this.writing;
    this.mark = { ...this.mark, [which]: raised };
    const text = JSON.stringify(this.mark);
    this.writing = this.writing.then(() => replaceDurably(this.path, text));
    return this.writing;
  }
}
