import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RequestQuery } from '../api/shapes.js';
import { useCatalogue } from '../words/use-catalogue.js';
import classes from './requests.module.css';

interface RequestFiltersProps {
  readonly query: RequestQuery;
  readonly onChange: (query: RequestQuery) => void;
}

/** Which of one's own requests are shown. */
export function RequestFilters({ query, onChange }: RequestFiltersProps) {
  const { t } = useTranslation();
  const { data: catalogue } = useCatalogue();
  const choose = (field: keyof RequestQuery, value: string | null) => {
    const { [field]: _, ...others } = query;
    onChange(value === null ? others : { ...others, [field]: value });
  };
  const choices = {
    kind: (['REQ', 'QUERY'] as const).map((value) => ({ value, label: t(`kind.${value}.short`) })),
    country: (catalogue?.countries ?? [])
      .filter(({ code }) => code !== catalogue?.country)
      .map(({ code, name }) => ({ value: code, label: name })),
  } as const;
  return (
    <div className={classes['filters']}>
      <SegmentedControl
        aria-label={t('requests.filter')}
        value={query.show ?? 'all'}
        data={(['all', 'unread', 'attention', 'open', 'done'] as const).map((value) => ({
          value,
          label: t(`requests.${value}`),
        }))}
        onChange={(value) => {
          choose('show', value === 'all' ? null : value);
        }}
      />
      {(['kind', 'country'] as const).map((field) => (
        <Select
          key={field}
          id={`filter-${field}`}
          className={classes['filter'] ?? ''}
          aria-label={t(`searches.${field}`)}
          placeholder={t(`searches.${field}`)}
          data={choices[field]}
          value={query[field] ?? null}
          clearable
          clearButtonProps={{ 'aria-label': t('queue.clear', { field: t(`searches.${field}`) }) }}
          searchable={field === 'country'}
          onChange={(value) => {
            choose(field, value);
          }}
        />
      ))}
    </div>
  );
}
