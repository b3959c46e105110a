import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CrexError } from '#libs/protocol';
import type { PersonRows } from './person-rows.js';
import { PersonReader, type ReadLines } from './person-reader.js';

/** A piece of a file that was read; its rows are made when it is known who is new. */
export interface ReadPiece extends ReadLines {
  rows(wanted: readonly number[]): Promise<PersonRows<Uint8Array>>;
}

/** Who reads persons: this thread, or several others. */
export interface PersonReaders extends AsyncDisposable {
  read(bytes: Uint8Array): Promise<ReadPiece>;
}

/** What a thread is asked; it answers in order. */
export type ReaderTask =
  | { readonly do: 'read'; readonly piece: number; readonly bytes: Uint8Array }
  | { readonly do: 'rows'; readonly piece: number; readonly wanted: readonly number[] };

/** Reads in this thread: for small files, which are read before a thread has started. */
export function readHere(): PersonReaders {
  const reader = new PersonReader();
  let pieces = 0;
  return {
    read(bytes) {
      const piece = (pieces += 1);
      return Promise.resolve({
        ...reader.read(piece, bytes),
        rows: (wanted) => Promise.resolve(reader.rows(piece, wanted)),
      });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Reads in so many threads; each piece stays with the one that read it. */
export function readInThreads(threads: number): PersonReaders {
  const workers = Array.from({ length: threads }, () => new ReaderThread());
  let pieces = 0;
  return {
    async read(bytes) {
      const piece = (pieces += 1);
      const worker = workers[piece % threads] as ReaderThread;
      const lines = await worker.ask<ReadLines>({ do: 'read', piece, bytes });
      return { ...lines, rows: (wanted) => worker.ask({ do: 'rows', piece, wanted }) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread and the questions it has not answered yet, oldest first. */
class ReaderThread {
  private readonly worker = new Worker(new URL('./person-reader-thread.js', import.meta.url));
  private readonly waiting: Waiting[] = [];
  private failure: CrexError | undefined;

  constructor() {
    this.worker.on('message', (answer: unknown) => this.waiting.shift()?.resolve(answer));
    this.worker.on('error', (cause) => this.fail(cause));
    this.worker.on('exit', () => this.fail());
  }

  ask<T>(task: ReaderTask): Promise<T> {
    const asked = new Promise<T>((resolve, reject) => {
      if (this.failure === undefined) this.waiting.push({ resolve: resolve as (answer: unknown) => void, reject });
      else reject(this.failure);
    });
    // who asked may look at the answer later: until then an error is nobody's
    asked.catch(() => undefined);
    this.worker.postMessage(task);
    return asked;
  }

  async end(): Promise<void> {
    if (this.failure === undefined) await Promise.all([once(this.worker, 'exit'), this.worker.terminate()]);
  }

  private fail(cause?: unknown): void {
    this.failure ??= new CrexError('register.reader-failed', 'a thread that reads persons has ended', { cause });
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
  }
}
