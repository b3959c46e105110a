import { useTranslation } from 'react-i18next';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './auditor.module.css';
import { isOutcome } from './entry-kinds.js';

/** Fields that every entry has in its head, or that the page says elsewhere. */
const ELSEWHERE = new Set(['v', 'c', 'type']);

/** What the log says for ever: fields by their names, codes with what they mean. */
export function LeafFields({ leaf }: { readonly leaf: object }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const said = (field: string, value: unknown): string => {
    const text = String(value);
    if (field === 'at' || field === 'dueAt' || field === 'validUntil') {
      return momentIn(i18n.language, new Date(Number(value) * 1000).toISOString());
    }
    if (field === 'from' || field === 'to' || field === 'by') {
      return text === 'BROKER' ? t('auditor.broker') : nameOf('countries', text);
    }
    if (field === 'purpose') return withCode(nameOf('purposes', text), text);
    if (field === 'legalBasis') return withCode(nameOf('legalBases', text), text);
    if (field === 'outcome') return withCode(isOutcome(text) ? t(`entryOutcome.${text}`) : text, text);
    return text;
  };
  return (
    <dl className={classes['leaf']}>
      {Object.entries(leaf)
        .filter(([field]) => !ELSEWHERE.has(field))
        .map(([field, value]) => (
          <div key={field}>
            <dt>
              <code>{field}</code>
            </dt>
            <dd>{said(field, value)}</dd>
          </div>
        ))}
    </dl>
  );
}

function withCode(name: string, code: string): string {
  return name === code ? code : `${name} (${code})`;
}
