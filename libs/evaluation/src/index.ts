export { MemoryIndex, MOST_CANDIDATES, MOST_ROWS } from './memory-index.js';
export type { FoundPerson, FoundPersons } from './memory-index.js';
export { findInMemory } from './find-in-memory.js';
export type { FoundInMemory } from './find-in-memory.js';
