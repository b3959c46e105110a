import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QueueQuery } from '../api/shapes.js';
import { useCatalogue } from '../words/use-catalogue.js';
import classes from './clerk.module.css';

const QUEUES = ['AMBIGUOUS', 'INFORMATION', 'CONFIRM_REFUSAL', 'RELEASE'] as const;

interface QueueFiltersProps {
  readonly query: QueueQuery;
  readonly onChange: (query: QueueQuery) => void;
}

/** Which questions are shown; whatever is left open is not looked at. */
export function QueueFilters({ query, onChange }: QueueFiltersProps) {
  const { t } = useTranslation();
  const { data: catalogue } = useCatalogue();
  const named = (list: readonly { readonly code: string; readonly name: string }[] = []) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const choices = {
    queue: QUEUES.map((value) => ({ value, label: t(`queueName.${value}`) })),
    assigned: (['me', 'nobody'] as const).map((value) => ({ value, label: t(`queue.assigned.${value}`) })),
    deadline: (['AT_RISK', 'OVERDUE'] as const).map((value) => ({ value, label: t(`deadline.${value}`) })),
    country: named(catalogue?.countries.filter(({ code }) => code !== catalogue.country)),
    purpose: named(catalogue?.purposes),
    urgency: named(catalogue?.urgencies),
  } as const;
  return (
    <form
      className={classes['filters']}
      role="search"
      aria-label={t('queue.filter')}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {(['queue', 'assigned', 'deadline', 'country', 'purpose', 'urgency'] as const).map((field) => (
        <Select
          key={field}
          id={`filter-${field}`}
          label={t(`queue.field.${field}`)}
          placeholder={t('queue.any')}
          data={choices[field]}
          value={query[field] ?? null}
          clearable
          clearButtonProps={{ 'aria-label': t('queue.clear', { field: t(`queue.field.${field}`) }) }}
          searchable={choices[field].length > 6}
          onChange={(value) => {
            const { [field]: _, ...others } = query;
            onChange(value === null ? others : { ...others, [field]: value });
          }}
        />
      ))}
      {Object.keys(query).length > 0 && (
        <Button
          variant="subtle"
          onClick={() => {
            onChange({});
          }}
        >
          {t('queue.all')}
        </Button>
      )}
    </form>
  );
}
