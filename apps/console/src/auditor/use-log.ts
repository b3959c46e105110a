import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type {
  Alarms,
  DisclosureReport,
  LogEntry,
  LogPage,
  LogQuery,
  Reconciliations,
  Reviews,
  UnusualView,
  Witnesses,
} from '../api/shapes.js';
import type { Language } from '../words/languages.js';
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

/** What the operator is called for, and when the log was checked last. */
export const alarmOptions = (mandate: string) =>
  queryOptions({
    ...ONCE,
    queryKey: ['log', 'alarms', mandate],
    enabled: mandate !== '',
    queryFn: () => read<Alarms>(api.GET('/api/v1/log/alarms', { params: underMandate() })),
  });

/** How far the messages with each country are reconciled. */
export const reconciliationOptions = (mandate: string) =>
  queryOptions({
    ...ONCE,
    queryKey: ['log', 'reconciliations', mandate],
    enabled: mandate !== '',
    queryFn: async () =>
      (await read<Reconciliations>(api.GET('/api/v1/log/reconciliations', { params: underMandate() }))).pairs,
  });

/** Uses of an exceptional purpose that wait for somebody to judge them. */
export const reviewOptions = (mandate: string) =>
  queryOptions({
    ...ONCE,
    queryKey: ['log', 'reviews', mandate],
    enabled: mandate !== '',
    queryFn: async () => (await read<Reviews>(api.GET('/api/v1/log/reviews', { params: underMandate() }))).reviews,
  });

export function judgeUse(eventId: string, verdict: 'JUSTIFIED' | 'NOT_JUSTIFIED', comment: string): Promise<unknown> {
  const params = { ...underMandate(), path: { eventId } };
  return read(api.POST('/api/v1/log/reviews/{eventId}', { params, body: { verdict, comment } }) as never);
}

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What is unusual in what officials did. */
export const unusualOptions = (mandate: string, period: Period | undefined) =>
  queryOptions({
    ...ONCE,
    queryKey: ['log', 'unusual', mandate, period],
    enabled: mandate !== '' && period !== undefined,
    queryFn: () => {
      if (period === undefined) throw new TypeError('no period was said');
      return read<UnusualView>(api.POST('/api/v1/log/unusual', { params: underMandate(), body: { ...period } }));
    },
  });

export interface ReportOrder extends Period {
  readonly subject: NonNullable<LogQuery['subject']>;
  readonly language: Language;
}

/** Who saw a person's record, when, why, for whom and by what right. */
export const fetchReport = (body: ReportOrder): Promise<DisclosureReport> =>
  read<DisclosureReport>(api.POST('/api/v1/log/disclosure-reports', { params: underMandate(), body: { ...body } }));
