import { clerks } from './clerks.jest.js';
import { extracts } from './extracts.jest.js';
import { queries } from './queries.jest.js';
import { questions } from './questions.jest.js';
import { notifications, recalls, reconciliation } from './records.jest.js';
import { sending } from './sending.jest.js';
import { time } from './time.jest.js';

/** What happens within a day. */
export const BETWEEN_COUNTRIES = {
  questions,
  clerks,
  sending,
  queries,
  // the words about notifications are counted from the first
  notifications,
  recalls,
  reconciliation,
  extracts,
};
/** What happens because time passes. */
export const AS_TIME_PASSES = { time };
