import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

/** What has been asked of the node and what it said. In memory alone: nothing of it outlives the page. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // a refusal stays one however often it is repeated
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
    },
  },
});
