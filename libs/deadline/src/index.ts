export { atRiskFrom, dueAt, restartClock, startClock, stateOfClock, stopClock } from './deadline.js';
export type { DeadlineClock, DeadlineState, Term } from './deadline.js';
export { HOLIDAYS_SOURCE, holidaysOf } from './holidays.js';
export type { Holiday } from './holidays.js';
export { workCalendar } from './work-calendar.js';
export type { OwnDays, WorkCalendar } from './work-calendar.js';
