import {
  IconCalendarPause,
  IconCertificate,
  IconChartBar,
  IconFileText,
  IconFiles,
  IconHome,
  IconKey,
  IconListSearch,
  IconMailbox,
  IconMessageQuestion,
  IconScale,
  IconServerCog,
  IconTimelineEvent,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';
import type { PAGES } from './navigation.js';

const ICONS = {
  ...{ home: IconHome, ask: IconMessageQuestion, requests: IconFiles, drafts: IconFileText },
  ...{ approvals: IconUsersGroup, extracts: IconCertificate, members: IconWorld },
  ...{ operations: IconServerCog, keys: IconKey, witnesses: IconTimelineEvent, outages: IconCalendarPause },
  ...{ statistics: IconChartBar },
  ...{ log: IconListSearch },
  ...{ queue: IconScale, notices: IconMailbox },
} as const satisfies Record<(typeof PAGES)[number]['word'], typeof IconHome>;

export function PageIcon({ word }: { readonly word: keyof typeof ICONS }) {
  const Icon = ICONS[word];
  return <Icon size={20} stroke={1.7} aria-hidden />;
}
