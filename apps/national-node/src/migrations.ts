import { auditMigrations } from '#libs/audit';
import { directoryMigrations } from '#libs/directory';
import type { Migration } from '#libs/platform';
import { keepToldVersions } from './answer/migrations/20261122-2910-keep-told-versions.js';
import { createRecordRecipients } from './answer/migrations/20261122-1820-create-record-recipients.js';
import { createReceivedQuestions } from './answer/migrations/20261122-2100-create-received-questions.js';
import { createQuestions } from './ask/migrations/20261122-1200-create-questions.js';
import { forgetAskers } from './ask/migrations/20261122-1810-forget-askers.js';
import { keepExtracts } from './extract/migrations/20261122-3200-keep-extracts.js';
import { findUnread } from './ask/migrations/20261122-2720-find-unread.js';
import { followQuestions } from './ask/migrations/20261122-2000-follow-questions.js';
import { answerInPart } from './clerk/migrations/20261123-0400-answer-in-part.js';
import { createClerksWork } from './clerk/migrations/20261122-2110-create-clerks-work.js';
import { countQuestions } from './budget/migrations/20261122-2310-count-questions.js';
import { createCourier } from './courier/migrations/20261122-1100-create-courier.js';
import { storeLinesAsTheyAre } from './courier/migrations/20261122-1500-store-lines-as-they-are.js';
import { sealContents } from './courier/migrations/20261122-1800-seal-contents.js';
import { keepSlips } from './courier/migrations/20261122-1850-keep-slips.js';
import { createAlarms } from './log/migrations/20261122-1700-create-alarms.js';
import { createLogChecks } from './log/migrations/20261122-1840-create-log-checks.js';
import { createPromises } from './log/migrations/20261122-1710-create-promises.js';
import { askForHits } from './query/migrations/20261122-2300-ask-for-hits.js';
import { createRecalls } from './recall/migrations/20261122-2200-create-recalls.js';
import { createNotifications } from './notify/migrations/20261122-2210-create-notifications.js';
import { letNotificationsEnd } from './notify/migrations/20261122-2900-let-notifications-end.js';
import { createReconciliation } from './reconcile/migrations/20261122-1600-create-reconciliation.js';
import { createReviews } from './review/migrations/20261122-2710-create-reviews.js';
import { createRegister } from './register/migrations/20261122-1300-create-register.js';
import { createPersonSearch } from './register/migrations/20261122-1900-create-person-search.js';
import { loadAndRebuild } from './register/migrations/20261122-1910-load-and-rebuild.js';
import { keepBirthdaysTogether } from './register/migrations/20261122-3100-keep-birthdays-together.js';
import { dropFirstKeys } from './register/migrations/20261122-1930-drop-first-keys.js';
import { allowRemoval } from './register/migrations/20261122-1830-allow-removal.js';
import { createRecordSource } from './source/migrations/20261122-2500-create-record-source.js';
import { tellSearchesApart } from './searches/migrations/20261123-0100-tell-searches-apart.js';
import { createSessions } from './session/migrations/20261122-3300-create-sessions.js';
import { createStatistics } from './statistics/migrations/20261122-2800-create-statistics.js';
import { keepPurposeFigures } from './statistics/migrations/20261123-0500-keep-purpose-figures.js';
import { createPlannedOutages } from './status/migrations/20261122-2610-create-planned-outages.js';
import { keepUnsentRequests } from './unsent/migrations/20261122-2700-keep-unsent-requests.js';

/** The whole schema of a node's database. */
export const nodeMigrations: readonly Migration[] = [
  ...auditMigrations,
  ...directoryMigrations,
  createCourier,
  createQuestions,
  createRegister,
  storeLinesAsTheyAre,
  createAlarms,
  createPromises,
  createReconciliation,
  sealContents,
  forgetAskers,
  createRecordRecipients,
  allowRemoval,
  createLogChecks,
  keepSlips,
  createPersonSearch,
  loadAndRebuild,
  dropFirstKeys,
  askForHits,
  countQuestions,
  createRecalls,
  createNotifications,
  followQuestions,
  createReceivedQuestions,
  createClerksWork,
  createRecordSource,
  createPlannedOutages,
  createStatistics,
  keepBirthdaysTogether,
  letNotificationsEnd,
  keepToldVersions,
  keepUnsentRequests,
  createReviews,
  findUnread,
  keepExtracts,
  createSessions,
  tellSearchesApart,
  answerInPart,
  keepPurposeFigures,
];
