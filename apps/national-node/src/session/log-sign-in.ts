import { randomUUID } from 'node:crypto';
import type { EntryOf, NewEntry } from '#libs/audit';
import { officialReference } from '../log/references.js';
import type { Person } from '../staff/official-claims.js';

type Action = EntryOf<'SIGN_IN'>['action'];

/** The entry of a sign-in, of its end or refusal. @param person where it is known who it is: a refusal may come before that */
export function logSignIn(action: Action, person: Partial<Person> | undefined, code?: string): NewEntry {
  const { id, roles, authority } = person ?? {};
  const official = {
    ...{ kind: 'official', id },
    ...(roles === undefined ? {} : { roles: [...roles] }),
    ...(authority === undefined ? {} : { authority }),
  };
  return {
    eventId: randomUUID(),
    entry: { type: 'SIGN_IN', action, ...(code === undefined ? {} : { code }) },
    actor: id === undefined ? { kind: 'node' } : official,
    findBy: { actor: id === undefined ? [] : [officialReference(id)] },
  };
}
