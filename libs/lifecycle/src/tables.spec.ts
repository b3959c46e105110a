import { CrexError } from '#libs/protocol';
import {
  advance,
  askedQuestion,
  foreignConviction,
  isIllegal,
  move,
  notification,
  recall,
  receivedQuestion,
  type Table,
} from './index.js';

type AnyTable = Table<string, string, string>;
const tables = Object.entries({
  askedQuestion,
  receivedQuestion,
  notification,
  foreignConviction,
  recall,
}) as unknown as [string, AnyTable][];

const eventsOf = ({ transitions }: AnyTable) => [...new Set(transitions.map(({ on }) => on))];

/** The states that one event away from `state`. */
function nextTo(table: AnyTable, state: string): string[] {
  return eventsOf(table).flatMap((event) => {
    const step = advance(table, state, event);
    return isIllegal(step) ? [] : [step.to];
  });
}

function reachable(table: AnyTable, from: string): Set<string> {
  const found = new Set([from]);
  for (const state of found) for (const next of nextTo(table, state)) found.add(next);
  return found;
}

describe.each(tables)('the table %s', (_, table) => {
  it('has at most one rule for a state and an event', () => {
    const ruled = table.transitions.flatMap(({ from, on }) => from.map((state) => `${state} ${on}`));
    expect(ruled.filter((each, index) => ruled.indexOf(each) !== index)).toEqual([]);
  });

  it('reaches every state, and no other', () => {
    expect([...reachable(table, table.initial)].sort()).toEqual([...table.states].sort());
  });

  it('has a way to an end from every state', () => {
    for (const state of table.states) {
      expect([...reachable(table, state)].filter((each) => table.ends.includes(each))).not.toEqual([]);
    }
  });

  it('calls what no rule names illegal', () => {
    expect(advance(table, table.initial, 'NO_SUCH_EVENT')).toEqual({ code: 'lifecycle.illegal-transition' });
    expect(advance(table, 'NO_SUCH_STATE', eventsOf(table)[0] ?? '')).toEqual({ code: 'lifecycle.illegal-transition' });
    expect(() => move(table, table.initial, 'NO_SUCH_EVENT')).toThrow(
      new CrexError('lifecycle.illegal-transition', `NO_SUCH_EVENT cannot happen to what is ${table.initial}`),
    );
  });
});

describe('a question at the asker', () => {
  const after = (...events: readonly string[]) => {
    let state = 'SUBMITTED';
    const effects: string[] = [];
    for (const event of events) {
      const step = advance(askedQuestion as unknown as AnyTable, state, event);
      if (isIllegal(step)) return 'illegal';
      state = step.to;
      effects.push(...step.effects);
    }
    return [state, ...effects].join(' ');
  };

  it.each([
    ['is answered', ['STORED', 'TAKEN', 'RCPT', 'RRS'], 'ANSWERED KEEP_DUE SETTLE'],
    ['is answered before its receipts come', ['RRS', 'TAKEN', 'STORED', 'RCPT'], 'ANSWERED SETTLE'],
    ['is asked back and answered', ['RAI', 'INFORM', 'RRS'], 'ANSWERED KEEP_ROUND SEND_RAR SETTLE'],
    ['lapses', ['RAI', 'LAPSE'], 'LAPSED KEEP_ROUND SETTLE'],
    ['is not timed out while the asker owes a word', ['RAI', 'TIME_OUT'], 'illegal'],
    ['is asked back before the delay is told', ['RAI', 'RDL'], 'AWAITING_INFO KEEP_ROUND KEEP_ANNOUNCEMENT'],
    ['is taken back too late', ['CANCEL', 'RRS', 'CANR_ALREADY_ANSWERED'], 'ANSWERED SEND_CAN SETTLE'],
    ['is taken back', ['CANCEL', 'CANR_STOPPED'], 'CANCELLED SEND_CAN SETTLE'],
    ['is not taken back twice at once', ['CANCEL', 'CANCEL'], 'illegal'],
    ['is withdrawn before it leaves only', ['STORED', 'WITHDRAW'], 'illegal'],
    ['keeps an answer that comes late', ['TIME_OUT', 'RRS'], 'TIMED_OUT SETTLE SEND_TIMEOUT KEEP_LATE'],
    ['is read once', ['RRS', 'READ', 'READ'], 'CLOSED SETTLE'],
    ['is recalled', ['RRS', 'READ', 'RECALL'], 'RECALLED SETTLE MARK_RECALLED'],
    ['cannot be recalled before it is answered', ['RECALL'], 'illegal'],
  ])('%s', (_, events, expected) => {
    expect(after(...events)).toBe(expected);
  });
});
