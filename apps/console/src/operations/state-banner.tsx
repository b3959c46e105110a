import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OperationsView } from '../api/shapes.js';
import { momentIn } from '../words/formats.js';
import classes from './operations.module.css';
import { worriesOf, type Worry } from './worries.js';

/** In one look: is all in order, and if not, what is not. */
export function StateBanner({ state }: { readonly state: OperationsView }) {
  const { t, i18n } = useTranslation();
  const worries = worriesOf(state);
  const isGood = worries.length === 0;
  const Mark = isGood ? IconCircleCheck : IconAlertTriangle;
  return (
    <section className={classes['banner']} data-good={isGood} aria-labelledby="node-state">
      <span className={classes['mark']} aria-hidden>
        <Mark size={28} stroke={1.7} />
      </span>
      <div>
        <h2 id="node-state">{isGood ? t('operations.good') : t('operations.attention', { count: worries.length })}</h2>
        {isGood && <p>{t('operations.goodText')}</p>}
        {!isGood && (
          <ul className={classes['worries']}>
            {worries.map((worry) => (
              <li key={JSON.stringify(worry)}>
                <WorryLine worry={worry} />
              </li>
            ))}
          </ul>
        )}
        {!state.isCourier && <p>{t('operations.standby')}</p>}
        <p className="quiet">
          {t('operations.running', {
            version: state.software,
            when: momentIn(i18n.language, state.startedAt),
          })}
        </p>
      </div>
    </section>
  );
}

function WorryLine({ worry }: { readonly worry: Worry }) {
  const { t } = useTranslation();
  switch (worry.kind) {
    case 'check':
      return t('worry.check', { what: t(`nodeCheck.${worry.what}`) });
    case 'alarm':
      return t('worry.alarm', { what: t(`nodeAlarm.${worry.what}`) });
    case 'overdue':
      return t('worry.overdue', { count: worry.count });
    case 'loop':
      return t('worry.loop', { what: worry.what });
  }
}
