import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type en from '../words/en.json';
import classes from './auditor.module.css';

interface LogTableProps {
  /** What it is called by a screen reader, and above it where `isNamed`. */
  readonly label: string;
  readonly isNamed?: boolean;
  readonly isCard?: boolean;
  readonly columns: readonly (keyof (typeof en)['auditor']['column'])[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table of the auditor's: what is wider than the window is scrolled inside it, by keyboard too. */
export function LogTable({ label, isNamed = false, isCard = false, columns, children }: LogTableProps) {
  const { t } = useTranslation();
  return (
    <div className={`${isCard ? 'card ' : ''}${classes['scroll'] ?? ''}`} tabIndex={0} role="group" aria-label={label}>
      <table className={`${classes['table'] ?? ''} ${isCard ? (classes['entries'] ?? '') : ''}`}>
        {isNamed && <caption>{label}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`auditor.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
