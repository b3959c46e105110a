import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ask.module.css';
import type { DateParts } from './partial-date.js';

interface DateFieldsProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: DateParts;
  readonly onChange: (value: DateParts) => void;
  readonly fault?: string | undefined;
}

/** Day, month, year as three short fields: quick to type, the same in every language, and each part may be unknown. */
export function DateFields({ id, label, hint, value, onChange, fault }: DateFieldsProps) {
  const { t } = useTranslation();
  const parts = [
    ['day', 2],
    ['month', 2],
    ['year', 4],
  ] as const;
  return (
    <fieldset id={id} className={classes['group']} aria-describedby={`${id}-hint`}>
      <legend className={classes['legend']}>{label}</legend>
      <p id={`${id}-hint`} className={classes['hint']}>
        {hint}
      </p>
      <div className={classes['date']}>
        {parts.map(([part, length]) => (
          <TextInput
            key={part}
            aria-label={t(`date.${part}`)}
            placeholder={t(`date.${part}Short`)}
            inputMode="numeric"
            maxLength={length}
            w={part === 'year' ? 92 : 66}
            value={value[part]}
            aria-invalid={fault !== undefined}
            onChange={({ currentTarget }) => {
              onChange({ ...value, [part]: currentTarget.value });
            }}
          />
        ))}
      </div>
      {fault !== undefined && <p className={classes['fault']}>{fault}</p>}
    </fieldset>
  );
}
