import type { Command } from 'commander';
import { CrexError, type Outage } from '#libs/protocol';
import type { Records } from '../records.js';
import { PlannedOutageStore } from './planned-outage.store.js';

interface Admin {
  readonly withRecords: (work: (records: Records) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/** Adds `outage plan|cancel|list`: what the node tells the others within a minute. */
export function addOutageCommands(program: Command, { withRecords, print }: Admin): void {
  const outage = program.command('outage').description('times in which this node will not answer, told to all members');
  const list = ({ database, home }: Records) => new PlannedOutageStore(database).coming(home.nowSeconds());
  outage
    .command('plan')
    .description('announce one')
    .argument('<from>', 'UTC, such as 2026-12-24T22:00Z')
    .argument('<until>')
    .action((from: string, until: string) =>
      withRecords(async (records) => {
        const planned = outageOf(from, until);
        checkComing(planned, records.home.nowSeconds());
        await new PlannedOutageStore(records.database).plan(planned);
        print(await list(records));
      }),
    );
  outage
    .command('cancel')
    .description('take one back')
    .argument('<from>')
    .argument('<until>')
    .action((from: string, until: string) =>
      withRecords(async (records) => {
        const isCancelled = await new PlannedOutageStore(records.database).cancel(outageOf(from, until));
        checkWasPlanned(isCancelled);
        print(await list(records));
      }),
    );
  outage
    .command('list')
    .description('those that are not over')
    .action(() => withRecords(async (records) => print(await list(records))));
}

/** @throws node.invalid-outage */
function outageOf(from: string, until: string): Outage {
  const [start, end] = [from, until].map((text) => (TIME.test(text) ? Date.parse(text) / 1000 : NaN)) as [
    number,
    number,
  ];
  // written so that what is no time is refused too
  if (!(start < end)) {
    throw new CrexError('node.invalid-outage', 'an outage has two times in UTC, the first before the second', {
      nextStep: 'write both as 2026-12-24T22:00Z',
    });
  }
  return { from: start, until: end };
}

function checkComing({ until }: Outage, nowSeconds: number): void {
  if (until <= nowSeconds) throw new CrexError('node.invalid-outage', 'this outage is over already');
}

function checkWasPlanned(wasPlanned: boolean): void {
  if (!wasPlanned) {
    throw new CrexError('node.no-such-outage', 'no such outage is planned', { nextStep: 'see `outage list`' });
  }
}
