import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { CrexError, type Person } from '#libs/protocol';
import type { Actor } from '../context.js';
import { subjectReferences } from '../log/references.js';

/** Why a person changes the register by hand. The words are published in docs/operate.md. */
export const CHANGE_REASONS = [
  'CLERICAL-ERROR',
  'NEW-RECORD',
  'SAME-PERSON',
  'DIFFERENT-PERSONS',
  'SUBJECT-REQUEST',
  'COURT-ORDER',
  'AUTHORITY-ORDER',
] as const;

/** A change by hand, as the log is told of it. */
export interface HandChange {
  readonly eventId: string;
  readonly action: 'CORRECTED' | 'ANNULLED';
  /** What was done, for the detail. */
  readonly change: 'CREATED' | 'CORRECTED' | 'MERGED' | 'SPLIT';
  readonly reason: string;
  readonly personId: string;
  /** The other id of a merge or a split. */
  readonly otherId?: string;
  readonly convictionIds: readonly string[];
  /** Everybody whose names and numbers it shall be found by: as they were, and as they are. */
  readonly found: readonly Person[];
}

/** Id of an event that begins here. */
export const newEventId = (): string => randomUUID();

/** @throws register.unknown-reason */
export function checkReason(reason: string): void {
  if (!CHANGE_REASONS.some((each) => each === reason)) {
    throw new CrexError('register.unknown-reason', 'a change of the register names its reason', {
      nextStep: `give one of ${CHANGE_REASONS.join(', ')}`,
    });
  }
}

/** Writes the CORRECTION entry, in the transaction of the change. */
export async function logChange(tx: Transaction, log: AuditLog, actor: Actor, change: HandChange): Promise<void> {
  const { eventId, action, personId, otherId, found, convictionIds, reason } = change;
  await log.append(sqlOf(tx), [
    {
      ...{ eventId, entry: { type: 'CORRECTION', action }, actor: { ...actor } },
      subject: { personId, ...(otherId !== undefined && { otherId }) },
      detail: { change: change.change, reason, convictionIds: [...convictionIds] },
      findBy: { subject: [...new Set(found.flatMap((person) => subjectReferences(person)))] },
    },
  ]);
}
