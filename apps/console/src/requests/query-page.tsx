import { Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { QueryView } from '../api/shapes.js';
import { Page } from '../shell/page.js';
import { useId } from '../shell/use-id.js';
import { Failure, ListToCome } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { Asked } from './request-page.js';
import classes from './requests.module.css';
import { COLOURS, isOpen, moodOf } from './states.js';
import { UnsentNote } from './unsent-note.js';
import { queryOptionsOf, useLive } from './use-requests.js';

/** Who holds something: a light for each country, and from a hit the way to the question for the record. */
export function QueryPage() {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { data, error, refetch } = useQuery(queryOptionsOf(id));
  useLive('queries', id, data?.countries.some(({ state }) => isOpen(state)) ?? false);
  const hits = data?.countries.filter(({ result }) => result === 'HIT') ?? [];
  return (
    <Page
      title={t('query.title')}
      lead={data === undefined ? undefined : t('request.asked', { when: momentIn(i18n.language, data.createdAt) })}
      actions={
        hits.length > 0 && (
          <Button component={Link} to="/ask/again/$id" params={{ id } as never}>
            {t('query.askThem', { count: hits.length })}
          </Button>
        )
      }
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data?.unsent !== undefined && <UnsentNote unsent={data.unsent} />}
      {data !== undefined && <Lights query={data} />}
      {data !== undefined && data.countries.length > 0 && <Asked id={id} kind="QUERY" />}
    </Page>
  );
}

function Lights({ query: { countries } }: { readonly query: QueryView }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <div className={classes['answers']}>
      {countries.map(({ id, country, state, result, reason, missing }) => (
        <article key={id} className="card" aria-label={nameOf('countries', country)}>
          <div className={classes['top']}>
            <h2 className={classes['country']}>{nameOf('countries', country)}</h2>
            <Badge color={result === 'HIT' ? 'orange' : COLOURS[moodOf(state)]}>
              {result === null ? t(`questionState.${state}`) : nameOf('outcomes', result)}
            </Badge>
          </div>
          {reason !== undefined && <p className={classes['line']}>{nameOf('refusals', reason)}</p>}
          {missing !== undefined && (
            <p className={classes['line']}>
              {t('request.wouldHelp')} {missing.map((item) => t(`missing.${item}`)).join(', ')}
            </p>
          )}
        </article>
      ))}
    </div>
  );
}
