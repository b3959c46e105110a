import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { PurposesView, StatisticsView } from '../api/shapes.js';

/** What the countries have published of a month. */
export const statisticsOf = (month: string) =>
  queryOptions({
    queryKey: ['statistics', month],
    queryFn: async () => {
      const said = await read<StatisticsView | string>(api.GET('/api/v1/statistics', { params: { query: { month } } }));
      return typeof said === 'string' ? [] : said.statistics; // a text is the CSV, which was not asked for
    },
  });

const NONE = { asked: {}, answered: {}, pillars: { asked: {}, answered: {} } };

/** What this country itself asked and answered for in a month. */
export const purposesOf = (month: string) =>
  queryOptions({
    queryKey: ['statistics', 'purposes', month],
    queryFn: async () => {
      const said = api.GET('/api/v1/statistics/purposes', { params: { query: { month } } });
      const figures = await read<PurposesView | string>(said);
      return typeof figures === 'string' ? { month, ...NONE } : figures; // as above
    },
  });
