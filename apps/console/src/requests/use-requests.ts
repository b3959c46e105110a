import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, read } from '../api/client.js';
import { followEvents } from '../api/follow-events.js';
import { ApiProblem } from '../api/problem.js';
import type { AskedView, QueryView, RequestList, RequestQuery, RequestSearches, RequestView } from '../api/shapes.js';
import type { SavedList } from '../searches/saved-searches.js';

/** How long a page waits before it asks for a stream again (ms). */
const AGAIN_MS = 2_000;

export const useRequests = () =>
  useQuery({
    queryKey: ['requests', 'list'],
    queryFn: async () =>
      (await read<RequestList>(api.GET('/api/v1/requests', { params: { query: { kind: 'ALL' } } }))).requests,
    refetchInterval: 15_000,
  });

/** An official's looks at their own requests. */
export const requestSearches: SavedList<RequestQuery> = {
  key: 'requests',
  all: async () => (await read<RequestSearches>(api.GET('/api/v1/request-searches'))).searches,
  save: (body) => read(api.POST('/api/v1/request-searches', { body })),
  forget: (name) => read(api.DELETE('/api/v1/request-searches/{name}', { params: { path: { name } } })),
};

export const requestOptions = (id: string) =>
  queryOptions({
    queryKey: ['requests', 'one', id],
    queryFn: () => read<RequestView>(api.GET('/api/v1/requests/{id}', { params: { path: { id } } }) as never),
  });

export const queryOptionsOf = (id: string) =>
  queryOptions({
    queryKey: ['requests', 'query', id],
    queryFn: () => read<QueryView>(api.GET('/api/v1/queries/{id}', { params: { path: { id } } }) as never),
  });

/** What was asked; not there before it has left, so it is asked for again for a while. */
export const useAsked = (id: string) =>
  useQuery({
    queryKey: ['requests', 'asked', id],
    queryFn: () => read<AskedView>(api.GET('/api/v1/requests/{id}/asked', { params: { path: { id } } })),
    retry: (failures, error) => failures < 8 && error instanceof ApiProblem && error.status === 404,
    retryDelay: 1_500,
    staleTime: Infinity,
  });

/** Fetches the page anew whenever the node says that a state has changed, until every state is final. */
export function useLive(kind: 'requests' | 'queries', id: string, isWanted: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isWanted) return undefined;
    const gone = new AbortController();
    const refresh = () =>
      void queries.invalidateQueries({ queryKey: ['requests', kind === 'requests' ? 'one' : 'query', id] });
    const follow = async () => {
      while (!gone.signal.aborted) {
        const isOver = await followEvents(`/api/v1/${kind}/${id}/events`, gone.signal, refresh).catch(() => false);
        if (isOver) return;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    };
    void follow();
    return () => {
      gone.abort();
    };
  }, [kind, id, isWanted, queries]);
}
