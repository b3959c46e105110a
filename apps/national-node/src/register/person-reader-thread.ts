import { parentPort } from 'node:worker_threads';
import { PersonReader } from './person-reader.js';
import type { ReaderTask } from './person-readers.js';

/** A thread of an import: answers each task in order; an error that is no refusal ends it. */
const reader = new PersonReader();
parentPort?.on('message', (task: ReaderTask) => {
  if (task.do === 'read') return parentPort?.postMessage(reader.read(task.piece, task.bytes));
  const rows = reader.rows(task.piece, task.wanted);
  parentPort?.postMessage(
    rows,
    Object.values(rows).map(({ buffer }) => buffer as ArrayBuffer),
  );
});
