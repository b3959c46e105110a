import { useTranslation } from 'react-i18next';
import classes from './ask.module.css';
import type { Fault } from './check-form.js';

/** What is still missing, each with the way to its field. */
export function FaultList({ faults }: { readonly faults: readonly Fault[] }) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <div id="faults" tabIndex={-1} role="alert" className={classes['faults']}>
      <strong>{t('fault.title', { count: faults.length })}</strong>
      <ul>
        {faults.map(({ field, word }) => (
          <li key={field + word}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(field);
              }}
            >
              {t(`fault.${word}`)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A group of fields has the id; then its first field is meant. */
function focusField(id: string): void {
  const place = document.getElementById(id);
  const field = place?.matches('input, textarea, button')
    ? place
    : place?.querySelector<HTMLElement>('input, textarea');
  field?.focus();
  place?.scrollIntoView({ block: 'center' });
}
