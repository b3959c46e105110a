/** The front door to HTTP by itself: Nest and Fastify take half a second to load, and few programs and tests serve. */
export { PROBLEM_TYPE } from './problem.js';
export type { Problem } from './problem.js';
export { ProblemFilter } from './problem-filter.js';
export { startHttp } from './start-http.js';
export type { HttpOptions, HttpServer } from './start-http.js';
export type { StatusMap } from './status-of-code.js';
