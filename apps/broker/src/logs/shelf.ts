import type { TileCoordinates } from '#libs/audit';

/** How many checkpoints of a log are handed out with their cosignatures, and may still be cosigned. */
export const RECENT_CHECKPOINTS = 16;

/** A checkpoint as the shelf holds it. */
export interface ShelvedCheckpoint {
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Text and the log's own signature. */
  readonly note: string;
}

/** One with what witnesses have said of it: signature lines, each with its newline. */
export interface CosignedCheckpoint extends ShelvedCheckpoint {
  readonly cosignatures: readonly string[];
}

/** A cosignature that was verified. */
export interface ShelvedCosignature {
  readonly size: bigint;
  /** Name of the key. */
  readonly witness: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly line: string;
}

export type TilePlace = Pick<TileCoordinates, 'level' | 'index'>;

/** What an alarm is about; none of it says anything about a person. */
export type ShelfAlarm = 'tile-differs' | 'contradiction' | 'wrong-root' | 'fork' | 'not-an-extension';

/** Hears of a log that contradicts itself. */
export type Alarmed = (alarm: ShelfAlarm, about: { readonly origin: string; readonly place: string }) => void;

/** The file that is served: text, the log's signature, and all known cosignatures (C2SP tlog-checkpoint). */
export function wholeNote({ note, cosignatures }: CosignedCheckpoint): string {
  return note + cosignatures.join('');
}
