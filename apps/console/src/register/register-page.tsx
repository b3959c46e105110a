import { Alert, Button, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { Catalogue, RegisterFound, RegisterSearch } from '../api/shapes.js';
import type { Fault } from '../ask/check-form.js';
import { FaultList } from '../ask/fault-list.js';
import { PersonFields } from '../ask/person-fields.js';
import { NO_PERSON } from '../ask/question-form.js';
import { Comparison } from '../clerk/comparison-table.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome } from '../shell/states.js';
import { useCatalogue } from '../words/use-catalogue.js';
import classes from './register.module.css';
import { faultsOfSearch, searchOf, type SearchForm } from './search-order.js';

const EMPTY: SearchForm = { purpose: '', caseReference: '', person: NO_PERSON };

/** The own register: who it is, or why nobody can say. Each search is an entry of the log, so none is made by itself. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { data: catalogue, error, refetch } = useCatalogue();
  return (
    <Page title={t('page.register')} lead={t('register.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {catalogue === undefined && error === null && <ListToCome />}
      {catalogue !== undefined && <Search catalogue={catalogue} />}
    </Page>
  );
}

function Search({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(EMPTY);
  const [shown, setShown] = useState<readonly Fault[]>([]);
  const searching = useMutation({
    mutationFn: (body: RegisterSearch) => read<RegisterFound>(api.POST('/api/v1/register/search', { body })),
  });
  const faults = faultsOfSearch(form, catalogue, nowMs());
  const open = shown.filter(({ field }) => faults.some((fault) => fault.field === field));
  const faultOf = (field: string) => {
    const found = open.some((each) => each.field === field) ? faults.find((each) => each.field === field) : undefined;
    return found === undefined ? undefined : t(`fault.${found.word}`);
  };
  const change = (more: Partial<SearchForm>) => {
    setForm({ ...form, ...more });
    searching.reset(); // what was found belongs to what was asked
  };
  const search = () => {
    setShown(faults);
    if (faults.length === 0 && form.purpose !== '') searching.mutate(searchOf(form, form.purpose));
    else requestAnimationFrame(() => document.getElementById('faults')?.focus());
  };
  return (
    <div className={classes['search']}>
      <form
        className={`card ${classes['form'] ?? ''}`}
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <FaultList faults={open} />
        <div className={classes['fields']}>
          <Select
            id="purpose"
            label={t('register.purpose')}
            description={t('register.logged')}
            data={catalogue.purposes.map(({ code, name }) => ({ value: code, label: name }))}
            value={form.purpose === '' ? null : form.purpose}
            onChange={(purpose) => {
              change({ purpose: purpose ?? '' });
            }}
            error={faultOf('purpose')}
          />
          <TextInput
            id="caseReference"
            label={t('ask.caseReference')}
            description={t('ask.caseHint')}
            maxLength={100}
            value={form.caseReference}
            onChange={({ currentTarget }) => {
              change({ caseReference: currentTarget.value });
            }}
            error={faultOf('caseReference')}
          />
        </div>
        <PersonFields
          person={form.person}
          countries={[catalogue.country]}
          catalogue={catalogue}
          faultOf={faultOf}
          onChange={(person) => {
            change({ person });
          }}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={searching.isPending} leftSection={<IconSearch size={18} />}>
            {t('register.search')}
          </Button>
        </Group>
      </form>
      <div aria-live="polite">
        {searching.isError && <Failure error={searching.error} onRetry={search} />}
        {searching.isSuccess && <Found found={searching.data} />}
      </div>
    </div>
  );
}

function Found({ found }: { readonly found: RegisterFound }) {
  const { t, i18n } = useTranslation();
  const { decision, candidates, complete, register, wouldSeparate } = found;
  const persons = new Intl.NumberFormat(i18n.language).format(register.persons);
  return (
    <div className={classes['search']}>
      <Alert color={decision === 'SEVERAL' ? 'orange' : 'ink'} title={t(`register.${decision}.name`)}>
        {t(`register.${decision}.text`)} {t('register.of', { persons })}
        {!complete && ` ${t('register.incomplete')}`}
      </Alert>
      {candidates.length > 0 && (
        <Comparison candidates={candidates.map((candidate) => ({ candidate }))} wouldSeparate={wouldSeparate} />
      )}
    </div>
  );
}
