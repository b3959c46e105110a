import type { RequestList } from '../api/shapes.js';
import { narrow } from './narrow-requests.js';

type Listed = RequestList['requests'][number];
const request = (id: string, kind: 'REQ' | 'QUERY', ...questions: object[]) =>
  ({ id, kind, createdAt: '2026-11-22T12:00:00Z', questions }) as unknown as Listed;

const all = [
  request('answered', 'REQ', { country: 'BR', state: 'ANSWERED', unreadSince: '2026-11-22T12:00:00Z' }),
  request('read', 'REQ', { country: 'BR', state: 'CLOSED' }, { country: 'JM', state: 'TIMED_OUT' }),
  request('under-way', 'QUERY', { country: 'JM', state: 'DELIVERED' }),
  request('asked-back', 'REQ', { country: 'SR', state: 'AWAITING_INFO' }),
];

describe('the requests that somebody wants to see', () => {
  it.each([
    [{}, ['answered', 'read', 'under-way', 'asked-back']],
    [{ show: 'unread' }, ['answered']],
    [{ show: 'attention' }, ['asked-back']],
    [{ show: 'open' }, ['under-way', 'asked-back']],
    [{ show: 'done' }, ['answered', 'read']],
    [{ kind: 'QUERY' }, ['under-way']],
    [{ country: 'JM' }, ['read', 'under-way']],
    [{ country: 'JM', show: 'done', kind: 'REQ' }, ['read']],
  ] as const)('%j', (query, ids) => {
    expect(narrow(all, query).map(({ id }) => id)).toEqual(ids);
  });
});
