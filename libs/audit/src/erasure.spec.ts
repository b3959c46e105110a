import { partsErasedBy } from './erasure.js';
import type { Leaf } from './leaf.js';

const EVENT = 'a8eb28e7-b9a2-4032-a198-8b9818fa660b';
const head = {
  v: 1,
  eventId: EVENT,
  origin: 'log.br.crex.example/audit/1',
  at: Date.UTC(2026, 10, 30, 23, 59, 59) / 1000,
} as const;
const view = { ...head, type: 'VIEW', object: 'ANSWER', count: 1, c: { actor: 'x', subject: 'y' } } as const satisfies Leaf; // prettier-ignore
const erasure = {
  ...{ ...head, type: 'ERASURE', eventId: '0b0a6f4e-8f0e-4c1b-9a6d-0d7a2f1c5e11', c: { actor: 'z' } },
  ...{ target: EVENT, group: 'subject', ground: 'COURT-ORDER' },
} as const satisfies Leaf;
const { target: _, ...rest } = erasure;
const ofMonth = { ...rest, type: 'PERIOD_ERASURE', month: '2026-11', group: 'actor' } as const satisfies Leaf;

describe('what an erasure says is erased of an entry', () => {
  it('is the one part that the entry commits to', () => {
    expect(partsErasedBy(view, erasure)).toEqual(['subject']);
    expect(partsErasedBy(view, ofMonth)).toEqual(['actor']);
    expect(partsErasedBy(view, { ...erasure, group: 'detail' })).toEqual([]);
  });

  it('is nothing of another event, another month or another log', () => {
    expect(partsErasedBy(view, { ...erasure, target: erasure.eventId })).toEqual([]);
    expect(partsErasedBy({ ...view, at: view.at + 1 }, ofMonth)).toEqual([]);
    expect(partsErasedBy(view, { ...erasure, origin: 'log.ar.crex.example/audit/1' })).toEqual([]);
    expect(partsErasedBy(view, { ...ofMonth, origin: 'log.br.crex.example/audit/10/1' })).toEqual([]);
  });

  it('may be said in a later epoch of the same log', () => {
    expect(partsErasedBy(view, { ...erasure, origin: 'log.br.crex.example/audit/12' })).toEqual(['subject']);
  });

  it('is nothing when the entry is no erasure', () => {
    expect(partsErasedBy(view, view)).toEqual([]);
  });
});
