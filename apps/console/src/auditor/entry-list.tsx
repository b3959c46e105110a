import { useTranslation } from 'react-i18next';
import type { LogLine } from '../api/shapes.js';
import { dayIn, momentIn } from '../words/formats.js';
import classes from './auditor.module.css';
import { kindOf } from './entry-kinds.js';
import { EntryLink, TypeBadge, useSummary } from './entry-line.js';
import { LogTable } from './log-table.js';

interface EntriesProps {
  readonly entries: readonly LogLine[];
}

/** Entries as a table: to compare. */
export function EntryTable({ entries }: EntriesProps) {
  const { t, i18n } = useTranslation();
  const summaryOf = useSummary();
  return (
    <LogTable isCard label={t('auditor.entries')} columns={['when', 'what', 'says', 'parts']}>
      {entries.map((entry) => (
        <tr key={`${entry.eventId} ${entry.type}`}>
          <td className={classes['moment']}>
            <EntryLink eventId={entry.eventId} type={entry.type}>
              {momentIn(i18n.language, entry.at)}
            </EntryLink>
          </td>
          <td>
            <TypeBadge type={entry.type} />
          </td>
          <td>{summaryOf(entry)}</td>
          <td>
            <PartStates entry={entry} />
          </td>
        </tr>
      ))}
    </LogTable>
  );
}

/** Entries as a line through the days: to see what followed what. */
export function EntryTimeline({ entries }: EntriesProps) {
  const { i18n } = useTranslation();
  const summaryOf = useSummary();
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' });
  const days = Map.groupBy(entries, ({ at }) => localDay(at));
  return (
    <div className={`card ${classes['days'] ?? ''}`}>
      {[...days].map(([day, ofDay]) => (
        <section key={day} className={classes['day']}>
          <h2>{dayIn(i18n.language, day)}</h2>
          <ol className={classes['line']}>
            {ofDay.map((entry) => (
              <li key={`${entry.eventId} ${entry.type}`} data-kind={kindOf(entry.type)}>
                <EntryLink eventId={entry.eventId} type={entry.type}>
                  {time.format(new Date(entry.at))}
                </EntryLink>
                <TypeBadge type={entry.type} />
                <span className={classes['says']}>{summaryOf(entry)}</span>
                <PartStates entry={entry} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** Which parts an entry has, and whether one of them is gone. */
function PartStates({ entry: { parts } }: { readonly entry: LogLine }) {
  const { t } = useTranslation();
  return (
    <span className={classes['parts']}>
      {(['subject', 'actor', 'detail'] as const).map((group) => {
        const status = parts[group]?.status;
        if (status === undefined) return null;
        return (
          <span key={group} data-status={status}>
            {status === 'closed' || status === 'open'
              ? t(`auditor.part.${group}`)
              : `${t(`auditor.part.${group}`)}: ${t(`auditor.partState.${status}`)}`}
          </span>
        );
      })}
    </span>
  );
}

function localDay(at: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
