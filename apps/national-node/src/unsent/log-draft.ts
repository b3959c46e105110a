import { randomUUID } from 'node:crypto';
import type { EntryOf, NewEntry } from '#libs/audit';
import type { Actor } from '../context.js';
import { officialReference } from '../log/references.js';

export type DraftAction = EntryOf<'DRAFT'>['action'];

/** The entry of what somebody, or time, does to a request that is not sent. @param target the request */
export function logDraft(actor: Actor, target: string, action: DraftAction, detail?: Record<string, string>): NewEntry {
  return {
    eventId: randomUUID(),
    entry: { type: 'DRAFT', target, action },
    actor: { ...actor },
    ...(detail === undefined ? {} : { detail }),
    findBy: { actor: actor.kind === 'official' ? [officialReference(actor.id)] : [] },
  };
}
