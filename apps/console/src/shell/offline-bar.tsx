import { useNetwork } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './offline-bar.module.css';

/** Says that the network is gone before somebody wonders why nothing happens. */
export function OfflineBar() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <div className={classes['bar']}>
          <IconPlugConnectedX size={18} aria-hidden /> {t('state.offline')}
        </div>
      )}
    </div>
  );
}
