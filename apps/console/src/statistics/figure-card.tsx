import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './statistics.module.css';

interface FigureCardProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
  /** The same numbers as a table. */
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A chart and, behind a line that opens it, its table. */
export function FigureCard({ title, hint, children, heads, rows }: FigureCardProps) {
  const { t } = useTranslation();
  return (
    <figure className={`card ${classes['figure'] ?? ''}`}>
      <figcaption>{title}</figcaption>
      {hint !== undefined && <p className={classes['hint']}>{hint}</p>}
      {children}
      <details className={classes['more']}>
        <summary>{t('statistics.table')}</summary>
        <div className={classes['scroll']} tabIndex={0} role="region" aria-label={title}>
          <table className={classes['table']}>
            <thead>
              <tr>
                {heads.map((head, index) => (
                  <th key={head} scope="col" className={index === heads.length - 1 ? classes['count'] : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr key={cells.join(' ')}>
                  {cells.map((cell, index) =>
                    index === 0 ? (
                      <th key={heads[index]} scope="row">
                        {cell}
                      </th>
                    ) : (
                      <td key={heads[index]} className={index === cells.length - 1 ? classes['count'] : undefined}>
                        {cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
