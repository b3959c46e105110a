import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { PageBroken } from '../api/problem.js';
import { Page } from './page.js';
import { Failure, ListToCome } from './states.js';

/** A page whose file could not be fetched because there is no network; it may be fetched once there is one. */
export class PageNotThere extends Error {
  override readonly name = 'PageNotThere';
}

/** In place of a page that could not be opened, or that has failed: nothing was designed worse than a blank window. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const { online } = useNetwork();
  const failure = error instanceof PageNotThere ? error : new PageBroken();
  return (
    <Page title={t('state.failedTitle')}>
      <Failure
        error={failure}
        onRetry={
          // the browser has no page of ours without a network: what stands here would be gone
          online
            ? () => {
                location.reload();
              }
            : undefined
        }
      />
    </Page>
  );
}

/** As long as the file of a page is on its way. */
export function PageToCome() {
  const { t } = useTranslation();
  return (
    <Page title={t('state.working')}>
      <ListToCome />
    </Page>
  );
}
