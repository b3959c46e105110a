import { Demo } from './demo.js';
import { tellPlan } from './intro.js';
import { Narrator } from './narrator.js';
import { readOptions, USAGE, UsageError, type DemoOptions } from './options.js';
import { OutputFolder } from './output-folder.js';

const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return void process.stdout.write(USAGE);
  const narrator = new Narrator(process.stdout);
  const folder = await OutputFolder.look(options.output);
  tellPlan(narrator, options, folder);
  await runDemo(options, folder, narrator);
}

/** Runs the story; ends at its end (`--once`), at a signal, or when a part of it breaks down. */
async function runDemo(options: DemoOptions, folder: OutputFolder, narrator: Narrator): Promise<void> {
  const demo = new Demo(options, folder, narrator);
  let ending = false;
  let isTold = false;
  const end = async (code: number, why?: string): Promise<void> => {
    if (ending) return;
    ending = true;
    if (why !== undefined) narrator.failed(why);
    await demo.stop().catch((error: unknown) => narrator.failed(`not everything has ended: ${reasonOf(error)}`));
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(SIGNAL_CODES)) {
    process.on(signal, () => {
      if (ending) return; // npm hands a terminal's Ctrl-C on: it comes twice
      narrator.verbatim(`\n  ${signal}: ending everything.`);
      void end(isTold ? 0 : code);
    });
  }
  try {
    const failures = await demo.run();
    isTold = true;
    if (failures.length > 0) await end(1, `${failures.length} not as it must be: ${failures.join('; ')}`);
    else if (options.once) await end(0);
    else {
      await demo.onBreakdown((what) => void end(1, what));
      await demo.liveOn();
    }
  } catch (error) {
    await end(1, reasonOf(error)); // while a signal ends the demo, whatever fails is its consequence
  }
}

function reasonOf(error: unknown): string {
  const { message, nextStep, stderr } = error as { message?: string; nextStep?: string; stderr?: string };
  return [message ?? String(error), stderr, nextStep].filter((part) => part !== undefined && part !== '').join('\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n${error instanceof UsageError ? USAGE : ''}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
