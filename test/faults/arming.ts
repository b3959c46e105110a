/** What the control file of an intercepted process says. */
export interface Arming {
  /** Name of the run in which steps count; absent while they do not. */
  readonly run?: string;
  /** The step at which the signal comes: label and occurrence. */
  readonly target?: string;
  /** SIGKILL, or SIGSTOP to hold the process still at that step. */
  readonly signal?: 'SIGKILL' | 'SIGSTOP';
}
