import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../words/use-catalogue.js';
import classes from './auditor.module.css';
import type { PersonFilter } from './log-filter.js';

interface PersonFieldsProps {
  readonly person: PersonFilter;
  readonly onChange: (person: PersonFilter) => void;
}

/** By which number or name a person is looked for. It goes in the body of the call, never into an address. */
export function PersonFields({ person, onChange }: PersonFieldsProps) {
  const { t } = useTranslation();
  const { data } = useCatalogue();
  const documents = (data?.documentTypes ?? []).flatMap(({ code, name, country }) =>
    country === undefined ? [] : [{ value: `${country} ${code}`, label: `${name} (${country})` }],
  );
  const set = (change: Partial<PersonFilter>) => {
    onChange({ ...person, ...change });
  };
  return (
    <div className={classes['fields']}>
      <Select
        id="document-type"
        label={t('person.documentType')}
        searchable
        clearable
        data={documents}
        value={person.type === '' ? null : `${person.country} ${person.type}`}
        clearButtonProps={{ 'aria-label': t('auditor.clear') }}
        onChange={(chosen) => {
          const [country = '', type = ''] = (chosen ?? '').split(' ');
          set({ country, type });
        }}
      />
      <TextInput
        id="document-number"
        label={t('person.documentNumber')}
        autoComplete="off"
        maxLength={50}
        value={person.number}
        onChange={({ currentTarget }) => {
          set({ number: currentTarget.value });
        }}
      />
      <TextInput
        id="person-name"
        label={t('person.name')}
        autoComplete="off"
        maxLength={200}
        value={person.name}
        onChange={({ currentTarget }) => {
          set({ name: currentTarget.value });
        }}
      />
      <TextInput
        id="person-birth"
        label={t('auditor.birthDate')}
        placeholder="1984-02-29"
        autoComplete="off"
        maxLength={10}
        value={person.birthDate}
        onChange={({ currentTarget }) => {
          set({ birthDate: currentTarget.value.trim() });
        }}
      />
    </div>
  );
}
