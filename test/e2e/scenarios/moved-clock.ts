import { readFileSync } from 'node:fs';

/**
 * Preloaded into a program by a test (`NODE_OPTIONS=--import=...`), before any of ours: from then on the program's clock
 * is ahead by the milliseconds that the file of MOVED_CLOCK_FILE says. The programs have no setting that moves their clock.
 */
const file = process.env['MOVED_CLOCK_FILE'];
if (file === undefined) throw new Error('MOVED_CLOCK_FILE is not set');
const machine = Date.now.bind(Date);

/** The one place where a program takes the time from (libs/platform, `systemClock`). Read each time: all programs move at once. */
Date.now = () => machine() + Number(readFileSync(file, 'utf8'));
