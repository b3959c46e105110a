import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { LogEntry, LogPage, LogQuery, Witnesses } from '../api/shapes.js';
import { underMandate } from './mandate.js';

/** Every look is an entry of the log: nothing is fetched twice, or without being asked for. */
const ONCE = { staleTime: Infinity, retry: false, refetchOnReconnect: false, refetchOnMount: false } as const;
const PAGE = 50;

/** A search, page after page, newest first. */
export const searchOptions = (mandate: string, query: LogQuery | undefined) =>
  infiniteQueryOptions({
    ...ONCE,
    queryKey: ['log', 'search', mandate, query],
    enabled: query !== undefined && mandate !== '',
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      if (query === undefined) throw new TypeError('nothing is looked for');
      const body = { ...query, limit: PAGE, ...(pageParam === '' ? {} : { after: pageParam }) };
      return read<LogPage>(api.POST('/api/v1/log/entries', { params: underMandate(), body }));
    },
    getNextPageParam: ({ next }: LogPage) => next,
  });

/** One entry with its parts opened and its proof. */
export const entryOptions = (mandate: string, eventId: string, type: string) =>
  queryOptions({
    ...ONCE,
    queryKey: ['log', 'entry', mandate, eventId, type],
    enabled: mandate !== '',
    queryFn: () =>
      read<LogEntry>(
        api.GET('/api/v1/log/entries/{eventId}/{type}', {
          params: { ...underMandate(), path: { eventId, type: type as LogEntry['type'] } },
        }),
      ),
  });

/** Who vouches for the log, and by which keys. */
export const witnessOptions = (mandate: string) =>
  queryOptions({
    ...ONCE,
    queryKey: ['log', 'witnesses', mandate],
    enabled: mandate !== '',
    queryFn: () => read<Witnesses>(api.GET('/api/v1/log/witnesses', { params: underMandate() })),
  });
