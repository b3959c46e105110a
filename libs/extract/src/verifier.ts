// The door for programs that only judge extracts: without the compiler of pages, without keys. A browser goes through it.
export { verifyExtract } from './verify-extract.js';
export type { ExtractCheck, ExtractFinding } from './verdict.js';
