import type { EntryOf } from './entry-types.js';

/** What a KEY_EVENT says. */
export type KeyEvent = Omit<EntryOf<'KEY_EVENT'>, 'type'>;
export type LoggedKeyRole = KeyEvent['keyRole'];

/** A key of this party that can be seen today: its program holds it, or the directory lists it. */
export interface SeenKey {
  readonly keyRole: LoggedKeyRole;
  readonly keyDigest: string;
  readonly state: 'IN_USE' | 'ENDED' | 'REVOKED' | 'DESTROYED';
}

export interface SeenKeys {
  readonly keys: readonly SeenKey[];
  /** Roles of which every key is seen today, if there is one: a key of theirs that is not seen is out of use. */
  readonly complete: readonly LoggedKeyRole[];
}

/**
 * The events that the log lacks: CREATED of a key that it does not know, REVOKED of one that its CA has revoked, RETIRED
 * of one whose time is over or that is neither held nor listed any more, DESTROYED of one whose bytes are gone. Each at
 * most once for a key, so that asking again, after a restart too, gives nothing new.
 */
export function dueKeyEvents(known: readonly KeyEvent[], { keys, complete }: SeenKeys): KeyEvent[] {
  const life = new Map<string, Set<KeyEvent['action']>>();
  const of = (key: KeyName) => life.get(nameOf(key)) ?? new Set();
  const due: KeyEvent[] = [];
  const add = ({ keyRole, keyDigest }: KeyName, action: KeyEvent['action']) => {
    const actions = of({ keyRole, keyDigest });
    if (actions.has(action)) return;
    life.set(nameOf({ keyRole, keyDigest }), actions.add(action));
    due.push({ action, keyRole, keyDigest });
  };
  for (const event of known) life.set(nameOf(event), of(event).add(event.action));
  for (const key of keys) {
    add(key, 'CREATED');
    if (key.state === 'REVOKED') add(key, 'REVOKED');
    const isOver = key.state === 'ENDED' || key.state === 'DESTROYED';
    if (isOver && isInUse(of(key))) add(key, 'RETIRED');
    if (key.state === 'DESTROYED') add(key, 'DESTROYED');
  }
  const seen = new Set(keys.map(nameOf));
  for (const event of known.filter(({ action, keyRole }) => action === 'CREATED' && complete.includes(keyRole))) {
    if (!seen.has(nameOf(event)) && isInUse(of(event))) add(event, 'RETIRED');
  }
  return due;
}

type KeyName = Pick<KeyEvent, 'keyRole' | 'keyDigest'>;

function nameOf({ keyRole, keyDigest }: KeyName): string {
  return `${keyRole} ${keyDigest}`;
}

/** Nothing has ended it yet. */
function isInUse(actions: ReadonlySet<KeyEvent['action']>): boolean {
  return !actions.has('RETIRED') && !actions.has('REVOKED') && !actions.has('DESTROYED');
}
