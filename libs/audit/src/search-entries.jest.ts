import { randomBytes, randomUUID } from 'node:crypto';
import { encodeLeaf, integratePending, openEpoch, type Entry, type NewEntry, type Sql } from './index.js';

/** Words by which entries of a spec differ. */
export const digest = () => randomBytes(32).toString('base64url');
export const parts = { subject: { name: 'x' }, actor: { id: 'y' }, detail: { case: 'z' } };

export type Words = { purpose?: string; legalBasis?: string; to?: 'BR' | 'CL' | 'UY'; outcome?: string };

export function ask(
  findBy: NonNullable<NewEntry['findBy']> = {},
  words: Words = {},
  eventId: string = randomUUID(),
): NewEntry {
  const { purpose = 'C1', legalBasis = 'NASSAU-1992', to = 'BR' } = words;
  return {
    eventId,
    entry: { type: 'ASK', from: 'AR', to, purpose, legalBasis, bodyDigest: digest() },
    ...parts,
    findBy,
  };
}

export function outcomeOf({ eventId, entry }: NewEntry, outcome = 'RECORDS'): NewEntry {
  const { to } = entry as { to: 'BR' };
  return { eventId, entry: { type: 'OUTCOME', from: 'AR', to, outcome } as Entry };
}

export function answer(
  type: 'DISCLOSURE' | 'NO_RECORD' | 'WITHHELD',
  findBy: NonNullable<NewEntry['findBy']>,
  words: Words = {},
): NewEntry {
  const { purpose = 'C1', legalBasis = 'NASSAU-1992', to = 'BR', outcome = 'RECORDS' } = words;
  const digests = { requestDigest: digest(), bodyDigest: digest(), policyDigest: digest() };
  const entry = { type, from: 'AR', to, purpose, legalBasis, ...digests, ...(type === 'NO_RECORD' ? {} : { outcome }) };
  return { eventId: randomUUID(), entry: entry as Entry, ...parts, findBy };
}

export function view(official: string): NewEntry {
  const entry: Entry = { type: 'VIEW', object: 'REGISTER', count: 1 };
  return { eventId: randomUUID(), entry, actor: parts.actor, findBy: { actor: [official] } };
}

/** Gives what waits its place, as the sequencer does; `owner` is the database's. */
export async function placeWaiting(owner: Sql, origin: string): Promise<void> {
  const opened = await owner.query('SELECT 1 FROM tlog_epoch');
  const start = { v: 1, type: 'EPOCH_START', eventId: randomUUID(), origin, at: 1, reason: 'new-log', c: {} } as const;
  if (opened.length === 0) await openEpoch(owner, 1, encodeLeaf(start));
  await integratePending(owner, 1);
}
