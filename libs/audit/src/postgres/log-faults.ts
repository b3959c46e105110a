/** What a check of the tables has found wrong. */
export const LOG_FAULTS = [
  // entries
  'audit.leaf-altered',
  'audit.leaf-missing',
  'audit.leaf-unreadable',
  'audit.leaf-hash-mismatch',
  'audit.columns-differ',
  'audit.references-differ',
  'audit.search-differs',
  'audit.time-differs',
  'audit.entry-lost',
  // the queue
  'audit.pending-overdue',
  'audit.pending-without-entry',
  'audit.already-in-tree',
  // the trees
  'audit.epoch-altered',
  'audit.foreign-leaf',
  'audit.tile-altered',
  'audit.tile-missing',
  'audit.tile-surplus',
  'audit.root-mismatch',
  'audit.size-mismatch',
  'audit.checkpoint-altered',
  'audit.cosignature-altered',
] as const;

export type LogFaultCode = (typeof LOG_FAULTS)[number];

export interface LogFault {
  readonly code: LogFaultCode;
  /** Where: epoch, index, tile, size; never what an entry says. */
  readonly detail: string;
}

/** Collects what is found: all is counted, the first are told. */
export class FoundFaults {
  readonly told: LogFault[] = [];
  count = 0;

  constructor(private readonly most: number) {}

  add(code: LogFaultCode, detail: string): void {
    this.count += 1;
    if (this.told.length < this.most) this.told.push({ code, detail });
  }
}

/** What every part of a check works with. */
export interface CheckContext {
  readonly faults: FoundFaults;
  /** Seconds since 1970. */
  readonly now: number;
  readonly clockSeconds: number;
}
