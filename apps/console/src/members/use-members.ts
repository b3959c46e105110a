import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { Members } from '../api/shapes.js';

/** How the other countries are. */
export const useMembers = () =>
  useQuery({
    queryKey: ['members'],
    queryFn: async () => (await read<Members>(api.GET('/api/v1/members'))).members,
    refetchInterval: 60_000,
  });
