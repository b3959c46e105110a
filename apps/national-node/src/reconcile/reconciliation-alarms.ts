import { formatMessageId, type CountryCode } from '#libs/protocol';
import type { NewAlarm } from '../log/alarm.store.js';
import type { Comparison } from './reconciliation.store.js';

/** Numbers `first` to `last` of an epoch, of the messages from one country to another. */
export interface PairRun {
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

/** Messages that an alarm names; the table of reconciliations has the rest. */
const MOST_NAMED = 20;

/** What an operator is called for after a comparison: what never came apart from what differs otherwise. */
export function alarmsOfDifferences(run: PairRun, { differing, differences }: Comparison): NewAlarm[] {
  const of = (isMissing: boolean) => differences.filter(({ kind }) => (kind === 'MISSING') === isMissing);
  const alarm = (kind: 'message-missing' | 'reconciliation-differs', found: Comparison['differences']): NewAlarm[] => {
    if (found.length === 0) return [];
    const messages = found.slice(0, MOST_NAMED).map((each) => `${idOf(run, each.number)} ${each.kind}`);
    return [{ kind, key: keyOf(run), detail: { messages, ofThisKind: found.length, inAll: differing } }];
  };
  return [...alarm('message-missing', of(true)), ...alarm('reconciliation-differs', of(false))];
}

/** Messages that this country has sent and its own log does not name: there was an entry, and it is gone. */
export function alarmOfUnlogged(run: PairRun, unlogged: readonly number[]): NewAlarm[] {
  if (unlogged.length === 0) return [];
  const messages = unlogged.slice(0, MOST_NAMED).map((number) => idOf(run, number));
  return [{ kind: 'message-unlogged', key: keyOf(run), detail: { messages, inAll: unlogged.length } }];
}

/** `AR-BR-1:1-300`: each run is an alarm of its own, since it is compared once. */
function keyOf({ from, to, epoch, first, last }: PairRun): string {
  return `${from}-${to}-${epoch}:${first}-${last}`;
}

function idOf({ from, to, epoch }: PairRun, number: number): string {
  return formatMessageId({ from, to, epoch, number });
}
