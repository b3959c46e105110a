import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';

/** Light or dark; at first as the machine has it. */
export function ColourChoice() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const Icon = isDark ? IconSun : IconMoon;
  const label = t(isDark ? 'shell.light' : 'shell.dark');
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      className={classes['out']}
      aria-label={label}
      title={label}
      onClick={() => {
        setColorScheme(isDark ? 'light' : 'dark');
      }}
    >
      <Icon size={20} />
    </ActionIcon>
  );
}
