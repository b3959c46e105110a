import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from '../api/shapes.js';
import classes from './ask.module.css';
import { DateFields } from './date-fields.js';
import { DocumentFields } from './document-fields.js';
import { customOf, NAME_PARTS } from './name-customs.js';
import type { PersonForm } from './question-form.js';

interface PersonFieldsProps {
  readonly person: PersonForm;
  /** The countries in which the person is looked for: their customs shape the form. */
  readonly countries: readonly string[];
  readonly catalogue: Catalogue;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (person: PersonForm) => void;
}

/** The person, by the naming customs of the countries that are asked. */
export function PersonFields({ person, countries, catalogue, faultOf, onChange }: PersonFieldsProps) {
  const { t } = useTranslation();
  const custom = customOf(countries);
  const set = (part: Partial<PersonForm>) => {
    onChange({ ...person, ...part });
  };
  const countryChoices = catalogue.countries.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <div className={classes['review']}>
      <div>
        <p className={classes['hint']}>{t(`custom.${custom}`)}</p>
        <div className={classes['fields']}>
          {NAME_PARTS[custom].map((part) => (
            <TextInput
              key={part}
              id={part}
              label={nameLabel(part, custom)}
              maxLength={100}
              value={person.name[part]}
              onChange={({ currentTarget }) => {
                set({ name: { ...person.name, [part]: currentTarget.value } });
              }}
              error={faultOf(part)}
            />
          ))}
        </div>
        {person.otherNames.map((name, index) => (
          <TextInput
            key={index}
            mt="sm"
            label={t('person.otherName')}
            value={name}
            maxLength={200}
            onChange={({ currentTarget }) => {
              set({ otherNames: person.otherNames.with(index, currentTarget.value) });
            }}
          />
        ))}
        <Button
          variant="subtle"
          size="xs"
          mt={6}
          leftSection={<IconPlus size={14} />}
          disabled={person.otherNames.length >= 5}
          onClick={() => {
            set({ otherNames: [...person.otherNames, ''] });
          }}
        >
          {t('person.addName')}
        </Button>
      </div>
      <div className={classes['fields']}>
        <DateFields
          id="birth"
          label={t('person.birthDate')}
          hint={t('ask.dateHint')}
          value={person.birth}
          fault={faultOf('birth')}
          onChange={(birth) => {
            set({ birth });
          }}
        />
        <div>
          <div className={classes['legend']} id="sex-label">
            {t('person.sex')}
          </div>
          <p className={classes['hint']}>{t('person.optional')}</p>
          <SegmentedControl
            aria-labelledby="sex-label"
            value={person.sex}
            data={[
              { value: '', label: t('person.sexUnknown') },
              { value: '2', label: t('person.female') },
              { value: '1', label: t('person.male') },
            ]}
            onChange={(sex) => {
              set({ sex: sex });
            }}
          />
        </div>
      </div>
      <DocumentFields {...{ person, countries, catalogue, faultOf, onChange }} />
      <div className={classes['fields']}>
        <Select
          label={t('person.birthCountry')}
          description={t('person.optional')}
          data={countryChoices}
          clearable
          searchable
          value={person.birthCountry === '' ? null : person.birthCountry}
          onChange={(birthCountry) => {
            set({ birthCountry: birthCountry ?? '' });
          }}
        />
        <TextInput
          label={t('person.birthTown')}
          description={t('person.optional')}
          maxLength={200}
          value={person.birthTown}
          onChange={({ currentTarget }) => {
            set({ birthTown: currentTarget.value });
          }}
        />
        <Select
          label={t('person.nationality')}
          description={t('person.optional')}
          data={countryChoices}
          clearable
          searchable
          value={person.nationality === '' ? null : person.nationality}
          onChange={(nationality) => {
            set({ nationality: nationality ?? '' });
          }}
        />
        {(['mother', 'father'] as const).map((parent) => (
          <TextInput
            key={parent}
            label={t(`person.${parent}`)}
            description={
              parent === 'mother' && custom === 'portuguese' ? t('person.motherHelps') : t('person.optional')
            }
            maxLength={200}
            value={person[parent]}
            onChange={({ currentTarget }) => {
              set({ [parent]: currentTarget.value });
            }}
          />
        ))}
      </div>
    </div>
  );

  function nameLabel(part: (typeof NAME_PARTS)['general'][number], by: typeof custom): string {
    if (by === 'portuguese' && part === 'surname1') return t('person.surname1Portuguese');
    if (by === 'portuguese' && part === 'surname2') return t('person.surname2Portuguese');
    if ((by === 'english' || by === 'dutch') && part === 'surname1') return t('person.surname');
    return t(`person.${part}`);
  }
}
