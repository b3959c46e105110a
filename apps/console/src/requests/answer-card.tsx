import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionView } from '../api/shapes.js';
import { EvidenceButton } from '../evidence/evidence-button.js';
import { useSession } from '../session/use-session.js';
import { nowMs } from '../shell/clock.js';
import { distanceIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { CancelButton } from './cancel-button.js';
import { InformationForm } from './information-form.js';
import { RecordDetails } from './record-details.js';
import classes from './requests.module.css';
import { COLOURS, isCancellable, isOpen, moodOf, stepsDone, weightOf } from './states.js';
import { WhyThisPerson } from './why-this-person.js';

interface AnswerCardProps {
  readonly requestId: string;
  readonly question: QuestionView;
}

/** One country: where it stands, what it said, what can be done. */
export function AnswerCard({ requestId, question }: AnswerCardProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { role } = useSession();
  const { country, state, outcome, answer, recalls, information } = question;
  return (
    <article className="card" aria-label={nameOf('countries', country)}>
      <div className={classes['top']}>
        <h2 className={classes['country']}>{nameOf('countries', country)}</h2>
        <Badge color={COLOURS[moodOf(state)]}>{t(`questionState.${state}`)}</Badge>
      </div>
      {outcome === null ? (
        <Steps state={state} />
      ) : (
        <p className={classes['outcome']}>
          {nameOf('outcomes', outcome)}
          <Meaning weight={weightOf(outcome)} />
        </p>
      )}
      <Times question={question} />
      {answer?.reason !== undefined && <p className={classes['line']}>{nameOf('refusals', answer.reason)}</p>}
      {answer?.archives !== undefined && (
        <div className={classes['unsearched']}>
          {t('request.archives')}
          <ul>
            {answer.archives.map(({ language, value }) => (
              <li key={value} lang={language}>
                {value}
              </li>
            ))}
          </ul>
        </div>
      )}
      {answer?.missing !== undefined && (
        <p className={classes['line']}>
          {t('request.wouldHelp')} {answer.missing.map((item) => t(`missing.${item}`)).join(', ')}
        </p>
      )}
      {recalls.length > 0 && <p className={classes['line']}>{t('request.recalled')}</p>}
      {state === 'AWAITING_INFO' && information !== undefined && (
        <InformationForm requestId={requestId} country={country} information={information} />
      )}
      {answer?.record !== undefined && (
        <>
          <RecordDetails record={answer.record} />
          <WhyThisPerson requestId={requestId} identity={answer.record.identity} />
        </>
      )}
      {outcome !== null && role === 'prosecutor' && (
        <Group mt="md">
          <EvidenceButton id={requestId} country={country} />
        </Group>
      )}
      {isCancellable(state) && <CancelButton requestId={requestId} country={country} />}
    </article>
  );
}

/** The outcome in one sentence: what it does and does not mean. */
function Meaning({ weight }: { readonly weight: ReturnType<typeof weightOf> }) {
  const { t } = useTranslation();
  return <span className={classes['means']}>{t(`meaning.${weight}`)}</span>;
}

const STEPS = ['sent', 'arrived', 'working', 'answered'] as const;

function Steps({ state }: { readonly state: QuestionView['state'] }) {
  const { t } = useTranslation();
  const done = stepsDone(state);
  return (
    <ol className={classes['steps']}>
      {STEPS.map((step, index) => (
        <li key={step} data-done={index < done} data-now={isOpen(state) && index === done}>
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function Times({ question }: { readonly question: QuestionView }) {
  const { t, i18n } = useTranslation();
  const { dueAt, answeredAt, delay, clock, outcome } = question;
  if (outcome !== null) {
    return answeredAt === null ? null : (
      <p className="quiet">{t('request.answeredAt', { when: momentIn(i18n.language, answeredAt) })}</p>
    );
  }
  return (
    <>
      {dueAt !== null && (
        <p className={classes['line']}>
          {t(clock === 'OVERDUE' ? 'request.overdue' : 'request.due', { when: momentIn(i18n.language, dueAt) })}{' '}
          <span className="quiet">({distanceIn(i18n.language, dueAt, nowMs())})</span>
        </p>
      )}
      {delay !== undefined && (
        <p className={classes['line']}>
          {t('request.delayed', { when: momentIn(i18n.language, delay.announcedAt) })} {t(`delay.${delay.reason}`)}
        </p>
      )}
    </>
  );
}
