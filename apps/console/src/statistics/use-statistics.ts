import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { StatisticsView } from '../api/shapes.js';

/** What the countries have published of a month. */
export const statisticsOf = (month: string) =>
  queryOptions({
    queryKey: ['statistics', month],
    queryFn: async () => {
      const said = await read<StatisticsView | string>(api.GET('/api/v1/statistics', { params: { query: { month } } }));
      return typeof said === 'string' ? [] : said.statistics; // a text is the CSV, which was not asked for
    },
  });
