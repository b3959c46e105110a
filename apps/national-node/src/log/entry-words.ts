import type { ErasureLeaf, PartState } from '#libs/audit';

/** Says in a sentence what became of a part that is no longer there. */
export function erasedBy({ eventId, type, at, ground }: ErasureLeaf): string {
  return `erased by entry ${eventId}/${type} on ${timeOf(at)}, ground ${ground}`;
}

/** A part as JSON says it to an auditor. */
export function partWords(part: PartState): object {
  if (part.status === 'open') return { status: part.status, value: part.value };
  if (part.status === 'erased') {
    const { eventId, type, at, ground } = part.erasure;
    return { status: part.status, by: { eventId, type, at: timeOf(at), ground }, note: erasedBy(part.erasure) };
  }
  return part.status === 'missing' ? { status: part.status, note: MISSING } : { status: part.status };
}

const MISSING = 'gone, and no entry of the log says that it was erased: treat it as tampering';

/** Seconds as ISO 8601 in UTC. */
export function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
