import type { Command } from 'commander';
import type { Outage } from '#libs/protocol';
import type { Actor } from '../context.js';
import type { Records } from '../records.js';
import { AnnounceOutage } from './announce-outage.js';
import { PlannedOutageStore } from './planned-outage.store.js';

interface Admin {
  readonly actor: Actor;
  readonly withRecords: (work: (records: Records) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/** Adds `outage plan|cancel|list`: what the node tells the others within a minute. */
export function addOutageCommands(program: Command, { actor, withRecords, print }: Admin): void {
  const outage = program.command('outage').description('times in which this node will not answer, told to all members');
  const announcing = (work: (announce: AnnounceOutage) => Promise<Outage[]>) =>
    withRecords(async ({ database, log, home }) =>
      print(await work(new AnnounceOutage(database, new PlannedOutageStore(database), log, home))),
    );
  outage
    .command('plan')
    .description('announce one')
    .argument('<from>', 'UTC, such as 2026-12-24T22:00Z')
    .argument('<until>')
    .action((from: string, until: string) => announcing((announce) => announce.plan(actor, outageOf(from, until))));
  outage
    .command('cancel')
    .description('take one back')
    .argument('<from>')
    .argument('<until>')
    .action((from: string, until: string) => announcing((announce) => announce.end(actor, outageOf(from, until))));
  outage
    .command('list')
    .description('those that are not over')
    .action(() => announcing((announce) => announce.coming()));
}

/** What is no time is none of the verb's either. */
function outageOf(from: string, until: string): Outage {
  const [start, end] = [from, until].map((text) => (TIME.test(text) ? Date.parse(text) / 1000 : NaN)) as [
    number,
    number,
  ];
  return { from: start, until: end };
}
