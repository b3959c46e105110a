import type { NodeConfiguration } from '../config.js';

/** How long what may take (milliseconds): all that watching logs and following promises is set by. */
export type LogSettings = Pick<
  NodeConfiguration,
  'maximumMergeDelayMs' | 'logAlarmAfterMs' | 'checkpointFreshnessMs' | 'witnessPeriodMs'
>;
