import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { LogStateView, OperationsView, OutagesView, OwnKeysView } from '../api/shapes.js';

/** Whoever looks at the node while something happens sees it within this time (ms). */
const OFTEN_MS = 10_000;
const SELDOM_MS = 60_000;

export const operationsState = queryOptions({
  queryKey: ['operations', 'state'],
  queryFn: () => read<OperationsView>(api.GET('/api/v1/operations/state')),
  refetchInterval: OFTEN_MS,
});

export const ownKeys = queryOptions({
  queryKey: ['operations', 'keys'],
  queryFn: () => read<OwnKeysView>(api.GET('/api/v1/operations/keys')),
  refetchInterval: SELDOM_MS,
});

export const logState = queryOptions({
  queryKey: ['operations', 'log'],
  queryFn: () => read<LogStateView>(api.GET('/api/v1/operations/log')),
  refetchInterval: OFTEN_MS,
});

export const outages = queryOptions({
  queryKey: ['operations', 'outages'],
  queryFn: async () => (await read<OutagesView>(api.GET('/api/v1/operations/outages'))).outages,
  refetchInterval: SELDOM_MS,
});
