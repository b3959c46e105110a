import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LogEntry } from '../api/shapes.js';
import { EvidenceButton } from '../evidence/evidence-button.js';
import { Failure, ListToCome } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { AuditorPage } from './auditor-page.js';
import classes from './auditor.module.css';
import type { EntryType } from './entry-kinds.js';
import { EntryLink, TypeBadge, useSummary } from './entry-line.js';
import { Part } from './entry-part.js';
import { LeafFields } from './leaf-fields.js';
import { useMandate } from './mandate.js';
import { ProofCard } from './proof-card.js';
import { entryOptions } from './use-log.js';

/** One entry: what it says for ever, who and whom it names as long as that is not erased, and its proof. */
export function EntryPage() {
  const { t, i18n } = useTranslation();
  const mandate = useMandate();
  const { eventId = '', type = '' }: { eventId?: string; type?: string } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(entryOptions(mandate, eventId, type));
  return (
    <AuditorPage
      title={data === undefined ? t('auditor.entry') : t(`entryType.${type as EntryType}`)}
      lead={data === undefined ? t('auditor.entryLead') : momentIn(i18n.language, data.at)}
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data !== undefined && <Entry entry={data} />}
    </AuditorPage>
  );
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const { t } = useTranslation();
  const { parts, related, leaf } = entry;
  const exchange = exchangeOf(entry);
  return (
    <>
      <ProofCard entry={entry} />
      <div className={classes['columns']}>
        <section className="card">
          <h2>{t('auditor.forEver')}</h2>
          <p className="quiet">{t('auditor.forEverText')}</p>
          <LeafFields leaf={leaf} />
        </section>
        <div className={classes['stack']}>
          {(['subject', 'actor', 'detail'] as const).map((group) => {
            const part = parts[group];
            return part === undefined ? null : <Part key={group} group={group} part={part} />;
          })}
        </div>
      </div>
      {exchange !== undefined && (
        <Group mb="md">
          <EvidenceButton id={exchange} />
        </Group>
      )}
      {related.length > 0 && <Related entries={related} />}
    </>
  );
}

/** By which id the node finds the exchange that an entry belongs to: its message, or the question. */
function exchangeOf({ type, eventId, leaf }: LogEntry): string | undefined {
  const { messageId } = leaf as { readonly messageId?: string };
  if (type === 'SENT' || type === 'RECEIVED') return messageId;
  return type === 'ASK' || type === 'OUTCOME' ? eventId : undefined;
}

function Related({ entries }: { readonly entries: LogEntry['related'] }) {
  const { t, i18n } = useTranslation();
  const summaryOf = useSummary();
  return (
    <section className="card">
      <h2>{t('auditor.related')}</h2>
      <ol className={classes['line']}>
        {entries.map((each) => (
          <li key={`${each.eventId} ${each.type}`}>
            <EntryLink eventId={each.eventId} type={each.type}>
              {momentIn(i18n.language, each.at)}
            </EntryLink>
            <TypeBadge type={each.type} />
            <span className={classes['says']}>{summaryOf(each)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
