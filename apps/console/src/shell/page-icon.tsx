import {
  IconAddressBook,
  IconCalendarPause,
  IconCertificate,
  IconChartBar,
  IconEyeSearch,
  IconFileText,
  IconFiles,
  IconGavel,
  IconHome,
  IconKey,
  IconListSearch,
  IconMailbox,
  IconMessageQuestion,
  IconScale,
  IconServerCog,
  IconShieldCheck,
  IconTimelineEvent,
  IconUserQuestion,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';
import type { PAGES } from './navigation.js';

const ICONS = {
  ...{ home: IconHome, ask: IconMessageQuestion, requests: IconFiles, drafts: IconFileText },
  ...{ approvals: IconUsersGroup, extracts: IconCertificate, members: IconWorld, register: IconAddressBook },
  ...{
    log: IconListSearch,
    persons: IconUserQuestion,
    unusual: IconEyeSearch,
    reviews: IconGavel,
    oversight: IconShieldCheck,
  },
  ...{ operations: IconServerCog, keys: IconKey, witnesses: IconTimelineEvent, outages: IconCalendarPause },
  ...{ statistics: IconChartBar },
  ...{ queue: IconScale, notices: IconMailbox },
} as const satisfies Record<(typeof PAGES)[number]['word'], typeof IconHome>;

export function PageIcon({ word }: { readonly word: keyof typeof ICONS }) {
  const Icon = ICONS[word];
  return <Icon size={20} stroke={1.7} aria-hidden />;
}
