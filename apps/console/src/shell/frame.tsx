import { ActionIcon, Burger, Menu, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronUp, IconCheck, IconLogout } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../words/use-catalogue.js';
import { useSession } from '../session/use-session.js';
import { signOut } from '../session/sign-out.js';
import { ColourChoice } from './colour-choice.js';
import classes from './frame.module.css';
import { LanguageChoice } from './language-choice.js';
import { Mark } from './mark.js';
import { maySee, pagesOf } from './navigation.js';
import { PageIcon } from './page-icon.js';
import { NotAllowed } from './not-allowed.js';
import { OfflineBar } from './offline-bar.js';

/** What stands around every page: where one is, where one can go, and who one is. */
export function Frame() {
  const { t } = useTranslation();
  const { role } = useSession();
  const { pathname } = useLocation();
  // what stands there until the page of the address is fetched
  const standing = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '' });
  const isMine = maySee(role, pathname) && maySee(role, standing);
  const [isOpen, { toggle, close }] = useDisclosure(false);
  useEffect(close, [pathname, close]);
  return (
    <div className={classes['frame']}>
      <a href="#content" className={classes['skip']}>
        {t('shell.skip')}
      </a>
      <section className={classes['bar']} aria-label="CREX">
        <Burger opened={isOpen} onClick={toggle} color="#fff" size="sm" aria-label={t('shell.menu')} />
        <Brand />
      </section>
      <aside className={classes['side']} data-open={isOpen} aria-label={t('shell.menu')}>
        <div className={classes['brand']}>
          <Brand />
        </div>
        <nav aria-label={t('shell.pages')} className={classes['nav']}>
          {pagesOf(role).map(({ path, word }) => (
            <Link
              key={path}
              to={path}
              className={classes['link'] ?? ''}
              activeOptions={{ exact: path === '/' }}
              activeProps={{ 'data-active': true }}
            >
              <PageIcon word={word} />
              {t(`page.${word}`)}
            </Link>
          ))}
        </nav>
        <div className={classes['foot']}>
          <div className={classes['tools']}>
            <LanguageChoice onDark />
            <ColourChoice />
          </div>
          <Person />
        </div>
      </aside>
      <main id="content" className={classes['content']} tabIndex={-1}>
        <OfflineBar />
        {isMine ? <Outlet /> : <NotAllowed />}
      </main>
    </div>
  );
}

function Brand() {
  const { country } = useSession();
  const nameOf = useNameOf();
  return (
    <Link to="/" className={classes['home'] ?? ''}>
      <Mark size={34} />
      <span>
        <span className={classes['name']}>CREX</span>{' '}
        <span className={classes['country']}>{nameOf('countries', country)}</span>
      </span>
    </Link>
  );
}

/** Who is signed in, in which role, and the way out. */
function Person() {
  const { t } = useTranslation();
  const { name, subject, authority, role, roles, workAs } = useSession();
  const nameOf = useNameOf();
  const shown = name === '' ? subject : name;
  return (
    <div className={classes['person']}>
      <Menu position="top-start" width={240} shadow="md">
        <Menu.Target>
          <UnstyledButton className={classes['who']}>
            <span className={classes['names']}>
              <span className={classes['shown']}>{shown}</span>
              <span className={classes['role']}>{nameOf('roles', role)}</span>
            </span>
            <IconChevronUp size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{authority}</Menu.Label>
          {roles.length > 1 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('shell.workAs')}</Menu.Label>
              {roles.map((each) => (
                <Menu.Item
                  key={each}
                  leftSection={each === role ? <IconCheck size={16} /> : <span className={classes['gap']} />}
                  onClick={() => {
                    workAs(each);
                  }}
                >
                  {nameOf('roles', each)}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="subtle"
        size="lg"
        className={classes['out']}
        aria-label={t('shell.signOut')}
        title={t('shell.signOut')}
        onClick={() => void signOut()}
      >
        <IconLogout size={20} />
      </ActionIcon>
    </div>
  );
}
