import type { OperationsView } from '../api/shapes.js';
import { worriesOf } from './worries.js';

const WELL: OperationsView = {
  ...{ software: '1', startedAt: '2026-11-23T00:00:00Z', isCourier: true, alarms: [], outgoing: [], queues: [] },
  checks: [{ name: 'database', isWell: true }],
  loops: [{ name: 'deliver', state: 'OK', period: 1, failures: 0 }],
  incoming: { waiting: 3, held: 0 },
  owed: { running: 1, atRisk: 1, overdue: 0, stopped: 0 },
  asked: { open: 0, overdue: 4 },
  otherWork: { extractsWaiting: 0, recallsOpen: 0, notificationsOpen: 0, numbersToVoid: 0, promisesPending: 0 },
};

describe('what worries an operator', () => {
  it('is nothing while all is in order, whatever waits', () => {
    expect(worriesOf(WELL)).toEqual([]);
  });

  it('is each check, alarm and loop that is not in order, and answers that are overdue', () => {
    const ill: OperationsView = {
      ...WELL,
      checks: [...WELL.checks, { name: 'log', isWell: false }],
      alarms: [{ kind: 'log-fork', open: 2, since: '2026-11-23T00:00:00Z' }],
      loops: [
        { name: 'collect', state: 'FAILING', period: 0, failures: 3, code: 'courier.unreachable' },
        { name: 'keys', state: 'LATE', period: 60, failures: 0 },
        { name: 'inbox', state: 'STARTING', period: 1, failures: 0 },
      ],
      owed: { ...WELL.owed, overdue: 2 },
    };
    expect(worriesOf(ill)).toEqual([
      { kind: 'check', what: 'log' },
      { kind: 'alarm', what: 'log-fork' },
      { kind: 'overdue', count: 2 },
      { kind: 'loop', what: 'collect' },
      { kind: 'loop', what: 'keys' },
    ]);
  });

  it('is not that a process which waits for its turn does nothing', () => {
    const waiting: OperationsView = {
      ...{ ...WELL, isCourier: false, checks: [{ name: 'numbers', isWell: false }] },
      loops: [
        { name: 'deliver', state: 'LATE', period: 1, failures: 0 },
        { name: 'directory', state: 'FAILING', period: 60, failures: 1 },
      ],
    };
    expect(worriesOf(waiting)).toEqual([{ kind: 'loop', what: 'directory' }]);
  });
});
