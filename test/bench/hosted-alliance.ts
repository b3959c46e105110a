import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BROKER, type CountryCode, type MemberId } from '#libs/protocol';
import { RunningProcess } from '../../apps/demo/src/child-process.js';
import type { LocalAlliance } from '../../apps/demo/src/local-alliance.js';

/** What runs, by what it does: process ids. */
export interface Hosted {
  readonly broker: readonly number[];
  readonly asker: readonly number[];
  readonly answerers: readonly number[];
  readonly signers: readonly number[];
  stop(): Promise<void>;
}

/**
 * Starts an Alliance of many countries in few processes: broker and asker have one each, the answering nodes share
 * `processes`, all log signers one. With as many processes as countries each node and each signer has its own.
 */
export async function startHosted(local: LocalAlliance, asker: CountryCode, processes: number): Promise<Hosted> {
  const others = local.options.members.filter((country) => country !== asker);
  const ids: readonly MemberId[] = [...local.options.members, BROKER];
  const pid = (started: RunningProcess) => started.child.pid ?? 0;
  if (processes >= others.length) {
    await local.start();
    return {
      broker: [pid(local.process(BROKER))],
      asker: [pid(local.process(asker))],
      answerers: others.map((country) => pid(local.process(country))),
      signers: ids.map((id) => pid(local.signers.process(id))),
      stop: () => local.stop(),
    };
  }
  const quiet = { CREX_LOG_LEVEL: 'warn' };
  const broker = await local.startOne(BROKER);
  const asking = await local.startOne(asker);
  const signers = ids.map((id): Record<string, string> => ({ ...local.signers.settings(id), ...quiet }));
  for (const settings of signers) await mkdir(String(settings['CREX_STATE_FOLDER']), { recursive: true, mode: 0o700 });
  const address = { CREX_BROKER_URL: local.brokerAddress() };
  const nodes = others.map((country) => ({ ...local.adminEnvironment(country), ...address, ...quiet }));
  const parts = Array.from({ length: processes }, (_, part) => nodes.filter((_node, at) => at % processes === part));
  const [signing, answering] = await Promise.all([
    startHost(local, 'signers', { nodes: [], signers }),
    Promise.all(parts.map((part, at) => startHost(local, `nodes-${at + 1}`, { nodes: part, signers: [] }))),
  ]);
  return {
    broker: [pid(broker)],
    asker: [pid(asking)],
    answerers: answering.map(pid),
    signers: [pid(signing)],
    stop: async () => {
      await Promise.all(answering.map((host) => host.stop()));
      await local.stop();
      await signing.stop();
    },
  };
}

async function startHost(local: LocalAlliance, name: string, parties: unknown): Promise<RunningProcess> {
  const folder = resolve(local.options.folder);
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(parties), { mode: 0o600 });
  return RunningProcess.start({
    ...{ name, entry: 'dist/test/bench/host-parties.js', args: [file], env: {} },
    ...{ logFile: join(folder, 'logs', `${name}.log`), readyWithinMs: 180_000 },
  });
}
