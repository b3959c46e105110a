import { Button, Select, TextInput } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from '../api/shapes.js';
import classes from './ask.module.css';
import { documentHint } from './document-hint.js';
import type { DocumentForm, PersonForm } from './question-form.js';

interface DocumentFieldsProps {
  readonly person: PersonForm;
  readonly countries: readonly string[];
  readonly catalogue: Catalogue;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (person: PersonForm) => void;
}

/** Identity numbers; a slip of the pen is told at once, and never stands in the way. */
export function DocumentFields({ person, countries, catalogue, faultOf, onChange }: DocumentFieldsProps) {
  const { t } = useTranslation();
  const set = (documents: readonly DocumentForm[]) => {
    onChange({ ...person, documents });
  };
  const types = documentChoices(catalogue, countries);
  return (
    <fieldset className={classes['group']}>
      <legend className={classes['legend']}>{t('person.documents')}</legend>
      <p className={classes['hint']}>{t('person.documentsHint')}</p>
      {person.documents.map((document, index) => (
        <div key={index} id={`document-${index}`} className={classes['fields']}>
          <Select
            aria-label={t('person.documentType')}
            placeholder={t('person.documentType')}
            mb="xs"
            searchable
            data={types}
            value={document.type === '' ? null : `${document.country} ${document.type}`}
            onChange={(chosen) => {
              const [country = '', type = ''] = (chosen ?? '').split(' ');
              set(person.documents.with(index, { ...document, country, type }));
            }}
            error={faultOf(`document-${index}`)}
          />
          <div>
            <TextInput
              aria-label={t('person.documentNumber')}
              placeholder={t('person.documentNumber')}
              maxLength={50}
              value={document.number}
              onChange={({ currentTarget }) => {
                set(person.documents.with(index, { ...document, number: currentTarget.value }));
              }}
            />
            <Hint document={document} />
          </div>
        </div>
      ))}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPlus size={14} />}
        disabled={person.documents.length >= 5}
        onClick={() => {
          set([...person.documents, { country: '', type: '', number: '' }]);
        }}
      >
        {t('person.addDocument')}
      </Button>
    </fieldset>
  );
}

function Hint({ document }: { readonly document: DocumentForm }) {
  const { t } = useTranslation();
  const hint = documentHint(document);
  const isGood = hint === 'fits';
  const Icon = isGood ? IconCircleCheck : IconAlertCircle;
  return (
    <div role="status">
      {hint !== undefined && (
        <p className={classes[isGood ? 'hintOk' : 'hintBad']}>
          <Icon size={17} aria-hidden /> {t(`document.${hint}`)}
        </p>
      )}
    </div>
  );
}

/** Numbers of the asked countries first, then of the others; the one that most people have first. A passport is somebody's. */
function documentChoices({ documentTypes, countries }: Catalogue, asked: readonly string[]) {
  const order = [...countries].sort((a, b) => Number(asked.includes(b.code)) - Number(asked.includes(a.code)));
  const passport = documentTypes.find(({ country }) => country === undefined);
  return order.map(({ code, name }) => ({
    group: name,
    items: [
      ...documentTypes.filter(({ country }) => country === code).sort((a, b) => Number(b.isMain) - Number(a.isMain)),
      ...(passport === undefined ? [] : [passport]),
    ].map((type) => ({
      value: `${code} ${type.code}`,
      label: type.country === undefined ? `${type.name} (${name})` : type.name,
    })),
  }));
}
