import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { readKnownQuestion, type KnownQuestion } from '#libs/evaluation';
import { checkShape, CrexError, isCrexError, personSchema, type Person } from '#libs/protocol';

const CHUNK = 1 << 20;

interface Line {
  /** From 1, empty lines counted. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text file that are not empty, one at a time. */
function* linesOf(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    let number = 0;
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      const lines = (rest + decoder.write(buffer.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        number += 1;
        if (text.trim() !== '') yield { number, text };
      }
    }
    if (rest.trim() !== '') yield { number: number + 1, text: rest };
  } finally {
    closeSync(file);
  }
}

/** The persons of a register's file. @throws CrexError `cli.malformed-line` with the number of the line, never a value of it */
export function personsOf(path: string): Generator<Person> {
  return valuesOf(path, (value) => {
    checkShape(personSchema, value, 'register.malformed-person', 'the person');
    return value as Person;
  });
}

/** The questions of a file, with their true answers. @throws CrexError `cli.malformed-line`, as {@link personsOf} */
export function questionsOf(path: string): Generator<KnownQuestion> {
  return valuesOf(path, readKnownQuestion);
}

function* valuesOf<T>(path: string, read: (value: unknown) => T): Generator<T> {
  for (const { number, text } of linesOf(path)) {
    try {
      yield read(parsed(text));
    } catch (cause) {
      if (!isCrexError(cause)) throw cause;
      throw new CrexError('cli.malformed-line', `line ${number}: ${cause.message}`, {
        pointers: cause.pointers,
        cause,
      });
    }
  }
}

/** A parser's own words quote what it read: they are left behind. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new CrexError('cli.malformed-line', 'is not JSON');
  }
}
