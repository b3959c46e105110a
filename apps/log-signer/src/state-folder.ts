import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder, replaceDurably } from '#libs/platform/plain';
import { CrexError } from '#libs/protocol';
import { epochOf } from './config.js';
import type { LogKey } from './log-key.js';
import { encodeState, readState, type SignerState } from './signer-state.js';

const STATE_FILE = 'state.json';

/**
 * The signer's memory, outside the database that it watches over. One process at a time has the folder; the state moves
 * by compare-and-swap and is on the disk before anybody sees what was signed. Whoever can write here can make the log
 * sign two histories.
 */
export class StateFolder {
  private constructor(
    private readonly path: string,
    private readonly lock: { release(): void },
    private text: string | undefined,
    private state: SignerState | undefined,
  ) {}

  /**
   * Takes the folder, which must exist.
   *
   * @throws platform.folder-in-use, log-signer.no-state-folder, log-signer.state-damaged
   */
  static async open(path: string, keyOf: (origin: string) => LogKey): Promise<StateFolder> {
    const lock = take(path);
    try {
      const text = await readIfThere(join(path, STATE_FILE));
      return new StateFolder(path, lock, text, text === undefined ? undefined : readState(text, keyOf));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Reads the state without taking the folder, while its owner works. @throws log-signer.state-damaged */
  static async peek(path: string, keyOf: (origin: string) => LogKey): Promise<SignerState | undefined> {
    const text = await readIfThere(join(path, STATE_FILE));
    return text === undefined ? undefined : readState(text, keyOf);
  }

  /** What was signed last; `undefined` when this folder has never held anything. */
  get current(): SignerState | undefined {
    return this.state;
  }

  /**
   * Moves on from what this process read or wrote last; durable when it resolves.
   *
   * @throws log-signer.state-moved when the file is another by now, log-signer.state-backwards
   */
  async replace(next: SignerState): Promise<void> {
    checkForward(this.state, next);
    checkNotMoved(this.text, await readIfThere(join(this.path, STATE_FILE)));
    const text = encodeState(next);
    await replaceDurably(join(this.path, STATE_FILE), text);
    this.text = text;
    this.state = next;
  }

  /** Keeps the last state of an epoch under a name of its own: the evidence of where it ended. */
  async keepEnded(): Promise<void> {
    if (this.state === undefined || this.text === undefined) return;
    await replaceDurably(join(this.path, `epoch-${epochOf(this.state.origin)}.json`), this.text);
  }

  close(): void {
    this.lock.release();
  }
}

function take(path: string): { release(): void } {
  try {
    return lockFolder(path);
  } catch (cause) {
    if (cause instanceof CrexError) throw cause;
    throw new CrexError('log-signer.no-state-folder', 'the state folder is not there, or cannot be written', {
      nextStep: 'make the folder of CREX_STATE_FOLDER, for the signer’s user alone (0700)',
      cause,
    });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}

function checkNotMoved(known: string | undefined, found: string | undefined): void {
  if (known !== found) {
    throw new CrexError('log-signer.state-moved', 'somebody else changed the file of what was signed last', {
      nextStep: 'find out who; then start again with the newest of both',
    });
  }
}

/** Within an epoch the size grows, and an epoch follows an earlier one. */
function checkForward(from: SignerState | undefined, to: SignerState): void {
  if (from === undefined) return;
  const isForward =
    from.origin === to.origin ? to.frontier.size > from.frontier.size : epochOf(to.origin) > epochOf(from.origin);
  if (!isForward) throw new CrexError('log-signer.state-backwards', 'what was signed is never signed again otherwise');
}
