import { Button, Group, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../words/use-catalogue.js';
import classes from './auditor.module.css';
import { ENTRY_KINDS, KINDS, OUTCOMES } from './entry-kinds.js';
import { EVERYTHING, isComplete, narrowness, SPANS, type LogFilter } from './log-filter.js';
import { changeFilter, lookFor } from './log-view.js';
import { PersonFields } from './person-filter.js';

/** What is looked for: all that the node's interface can be asked. */
export function LogForm({ filter, isBusy }: { readonly filter: LogFilter; readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const { data: catalogue } = useCatalogue();
  const set = (change: Partial<LogFilter>) => {
    changeFilter({ ...filter, ...change });
  };
  const named = (list: readonly { readonly code: string; readonly name: string }[] = []) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const types = ENTRY_KINDS.map((kind) => ({
    group: t(`entryKind.${kind}`),
    items: KINDS[kind].map((type) => ({ value: type, label: t(`entryType.${type}`) })),
  }));
  const outcomes = OUTCOMES.map((code) => ({
    value: code,
    label: t(`entryOutcome.${code}`),
  }));
  const many = (field: 'types' | 'countries' | 'purposes' | 'legalBases' | 'outcomes', data: object[]) => (
    <MultiSelect
      id={field}
      label={t(`auditor.filter.${field}`)}
      placeholder={filter[field].length === 0 ? t('auditor.all') : undefined}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('auditor.clear') }}
      data={data as { value: string; label: string }[]}
      value={[...filter[field]]}
      onChange={(chosen) => {
        set({ [field]: chosen });
      }}
    />
  );
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete(filter)) lookFor();
      }}
    >
      <div className={classes['span']}>
        <SegmentedControl
          aria-label={t('auditor.period')}
          value={filter.span}
          data={SPANS.map((value) => ({ value, label: t(`auditor.span.${value}`) }))}
          onChange={(span) => {
            set({ span });
          }}
        />
        {filter.span === 'own' && <OwnDays filter={filter} set={set} />}
      </div>
      <div className={classes['fields']}>
        {many('types', types)}
        {many('countries', [...named(catalogue?.countries), { value: 'BROKER', label: t('auditor.broker') }])}
        {many('purposes', named(catalogue?.purposes))}
        {many('outcomes', outcomes)}
      </div>
      <details className={classes['more']} open={narrowness({ ...filter, types: [], countries: [] }) > 0}>
        <summary>{t('auditor.more')}</summary>
        <div className={classes['fields']}>
          <TextInput
            id="official"
            label={t('auditor.official')}
            placeholder="AR-4711"
            autoComplete="off"
            maxLength={200}
            value={filter.official.id}
            onChange={({ currentTarget }) => {
              set({ official: { ...filter.official, id: currentTarget.value } });
            }}
          />
          <Select
            id="official-country"
            label={t('auditor.officialCountry')}
            placeholder={t('auditor.thisCountry')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('auditor.clear') }}
            data={named(catalogue?.countries)}
            value={filter.official.country === '' ? null : filter.official.country}
            onChange={(country) => {
              set({ official: { ...filter.official, country: country ?? '' } });
            }}
          />
          <TextInput
            id="case"
            label={t('ask.caseReference')}
            autoComplete="off"
            maxLength={200}
            value={filter.caseReference}
            onChange={({ currentTarget }) => {
              set({ caseReference: currentTarget.value });
            }}
          />
          {many('legalBases', named(catalogue?.legalBases))}
        </div>
        <h2 className={classes['sub']}>{t('auditor.person')}</h2>
        <PersonFields
          person={filter.person}
          onChange={(person) => {
            set({ person });
          }}
        />
      </details>
      <Group mt="md" gap="sm">
        <Button type="submit" leftSection={<IconSearch size={17} />} loading={isBusy} disabled={!isComplete(filter)}>
          {t('auditor.search')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            changeFilter(EVERYTHING);
          }}
        >
          {t('auditor.reset')}
        </Button>
        <span className="quiet">{t('auditor.logged')}</span>
      </Group>
    </form>
  );
}

interface OwnDaysProps {
  readonly filter: Pick<LogFilter, 'from' | 'to'>;
  readonly set: (change: { readonly from?: string; readonly to?: string }) => void;
}

/** From which day to which, both included. */
export function OwnDays({ filter, set }: OwnDaysProps) {
  const { t } = useTranslation();
  return (
    <Group gap="sm">
      {(['from', 'to'] as const).map((side) => (
        <TextInput
          key={side}
          id={side}
          type="date"
          label={t(`auditor.${side}`)}
          value={filter[side]}
          onChange={({ currentTarget }) => {
            set({ [side]: currentTarget.value });
          }}
        />
      ))}
    </Group>
  );
}
