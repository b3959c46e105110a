import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { Catalogue } from '../api/shapes.js';
import type { Language } from './languages.js';

const catalogueIn = (language: Language) =>
  queryOptions({
    queryKey: ['catalogue', language],
    queryFn: () => read<Catalogue>(api.GET('/api/v1/catalogue', { params: { query: { language } } })),
    // it changes with a new version of the node alone
    staleTime: Infinity,
  });

/** Codes with their names, and the terms between countries, in the language that is spoken. */
export function useCatalogue() {
  const { i18n } = useTranslation();
  return useQuery(catalogueIn(i18n.language as Language));
}

type Named =
  | 'countries'
  | 'roles'
  | 'purposes'
  | 'evidence'
  | 'urgencies'
  | 'outcomes'
  | 'refusals'
  | 'offences'
  | 'sanctions'
  | 'documentTypes'
  | 'legalBases';

/** What a code is called; the code itself until the names are there, and where it has none. */
export function useNameOf(): (table: Named, code: string) => string {
  const { data } = useCatalogue();
  return useCallback((table, code) => data?.[table].find((entry) => entry.code === code)?.name ?? code, [data]);
}
