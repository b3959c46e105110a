import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { SavedList } from '../searches/saved-searches.js';
import type { Notices, QueueQuery, QueuedQuestion, ReceivedQuestion, SavedSearches } from '../api/shapes.js';

/** The questions that wait for clerks; names nobody, so it may be asked for again and again. */
export const useQueue = (query: QueueQuery = {}) =>
  useQuery({
    queryKey: ['clerk', 'queue', query],
    queryFn: async () =>
      (await read<{ questions: QueuedQuestion[] }>(api.GET('/api/v1/clerk/queue', { params: { query } }))).questions,
    refetchInterval: 15_000,
  });

/** A clerk's looks at the queue. */
export const queueSearches: SavedList<QueueQuery> = {
  key: 'queue',
  all: async () => (await read<SavedSearches>(api.GET('/api/v1/clerk/searches'))).searches,
  save: (body) => read(api.POST('/api/v1/clerk/searches', { body })),
  // its description names no parameter
  forget: (name) => read(api.DELETE('/api/v1/clerk/searches/{name}', { params: { path: { name } } } as never)),
};

/** Every look at these is an entry of the log: they are looked at when somebody opens them, and not by the page itself. */
const ONE_LOOK = {
  ...{ staleTime: Infinity, gcTime: 0, retry: false },
  ...{ refetchOnWindowFocus: false, refetchOnReconnect: false },
} as const;

export const questionOptions = (id: string) =>
  queryOptions({
    queryKey: ['clerk', 'question', id],
    queryFn: () => read<ReceivedQuestion>(api.GET('/api/v1/clerk/questions/{id}', { params: { path: { id } } })),
    ...ONE_LOOK,
  });

export const noticesOptions = () =>
  queryOptions({
    queryKey: ['clerk', 'notices'],
    queryFn: async () => (await read<Notices>(api.GET('/api/v1/clerk/notifications'))).notifications,
    ...ONE_LOOK,
  });

/** How many notifications wait: a number, and no look at anybody. */
export const useNoticeCount = () =>
  useQuery({
    queryKey: ['clerk', 'notice-count'],
    queryFn: async () => (await read<{ waiting: number }>(api.GET('/api/v1/clerk/notifications/count'))).waiting,
    refetchInterval: 60_000,
  });
