import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../api/shapes.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { AuditorPage } from './auditor-page.js';
import classes from './auditor.module.css';
import { EntryTable, EntryTimeline } from './entry-list.js';
import { kindOf, ENTRY_KINDS } from './entry-kinds.js';
import { ExportButton } from './export-button.js';
import { LogForm } from './log-form.js';
import { useLogView } from './log-view.js';
import { useMandate } from './mandate.js';
import { searchOptions } from './use-log.js';

/** The log as a place to think: what was done, by whom, with which country, why. */
export function LogPage() {
  const { t } = useTranslation();
  const mandate = useMandate();
  const { filter, query } = useLogView();
  const [isTable, setTable] = useState(true);
  const search = useInfiniteQuery(searchOptions(mandate, query));
  const entries = search.data?.pages.flatMap((page) => page.entries);
  return (
    <AuditorPage title={t('page.log')} lead={t('auditor.logLead')}>
      <LogForm filter={filter} isBusy={search.isFetching} />
      <div className={classes['results']} aria-live="polite">
        {query === undefined && <Nothing title={t('auditor.nothingYet')} text={t('auditor.nothingYetText')} />}
        {search.error !== null && <Failure error={search.error} onRetry={() => void search.refetch()} />}
        {query !== undefined && entries === undefined && search.error === null && <ListToCome />}
        {entries?.length === 0 && <Nothing title={t('auditor.noneTitle')} text={t('auditor.noneText')} />}
        {query !== undefined && entries !== undefined && entries.length > 0 && (
          <>
            <div className={classes['above']}>
              <Figures entries={entries} isAll={!search.hasNextPage} />
              <div className={classes['tools']}>
                <SegmentedControl
                  aria-label={t('auditor.view')}
                  value={isTable ? 'table' : 'timeline'}
                  data={(['table', 'timeline'] as const).map((value) => ({ value, label: t(`auditor.${value}`) }))}
                  onChange={(value) => {
                    setTable(value === 'table');
                  }}
                />
                <ExportButton query={query} />
              </div>
            </div>
            {isTable ? <EntryTable entries={entries} /> : <EntryTimeline entries={entries} />}
            {search.hasNextPage && (
              <Button
                mt="md"
                variant="default"
                loading={search.isFetchingNextPage}
                onClick={() => void search.fetchNextPage()}
              >
                {t('auditor.older')}
              </Button>
            )}
          </>
        )}
      </div>
    </AuditorPage>
  );
}

/** How many entries of which kind are shown. */
function Figures({ entries, isAll }: { readonly entries: readonly LogLine[]; readonly isAll: boolean }) {
  const { t } = useTranslation();
  const counts = ENTRY_KINDS.map((kind) => ({
    kind,
    count: entries.filter(({ type }) => kindOf(type) === kind).length,
  }));
  return (
    <div>
      <h2 className={classes['count']}>{t(isAll ? 'auditor.found' : 'auditor.newest', { count: entries.length })}</h2>
      <ul className={classes['kinds']}>
        {counts
          .filter(({ count }) => count > 0)
          .map(({ kind, count }) => (
            <li key={kind} data-kind={kind}>
              {t(`entryKind.${kind}`)} <b>{count}</b>
            </li>
          ))}
      </ul>
    </div>
  );
}
