import { cpus } from 'node:os';
import { ExtractPrinter, sealExtract, signExtract, verifyExtract, type ExtractContent } from '#libs/extract';
import { SAMPLE_ISSUED_AT, sampleConviction, sampleExtract, sampleVariants } from '../extract/sample-extract.js';
import { TestMinistry } from '../extract/sealed-extract.js';
import { say, sayLoad } from './machine.js';

// npm run bench:extract [-- <documents of each kind>]

const DOCUMENTS = Number(process.argv[2] ?? 40);
const PARTS = ['sign the data', 'set the page', 'seal and archive', 'verify'] as const;

const convictions = (count: number) => Array.from({ length: count }, (_, n) => sampleConviction(n));
const KINDS: Readonly<Record<string, ExtractContent>> = {
  'no record': sampleVariants.none,
  '3 convictions': sampleExtract(),
  '3, two languages': sampleExtract({ languages: ['nl', 'en'] }),
  '60 convictions': sampleExtract({ convictions: convictions(60) }),
};

say(`machine     ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${sayLoad()}`);
say('One document at a time, one process; the time-stamp authority is in the process (two tokens a document).');
const ministry = await TestMinistry.open();
const { signer, certificates } = ministry.signerOf('BR');
const crls = [await ministry.crl(SAMPLE_ISSUED_AT)];
const printer = new ExtractPrinter();
for (const [kind, content] of Object.entries(KINDS)) {
  await measure(content, 3); // the first documents fill caches
  const { cpuMs, parts, bytes } = await measure(content, DOCUMENTS);
  const total = parts.slice(0, -1).reduce((sum, part) => sum + part, 0);
  const times = PARTS.map((name, at) => `${name} ${(parts[at] ?? NaN).toFixed(1)}`).join(', ');
  say(`${kind.padEnd(18)}${(1000 / cpuMs).toFixed(1)} documents/s per core (${cpuMs.toFixed(0)} ms CPU, ${total.toFixed(0)} ms), ${Math.round(bytes / 1024)} KiB; ms: ${times}`); // prettier-ignore
}
say(`load        ${sayLoad()}`);

/** Means of one document: CPU time of making it (all threads), time of each part, size. */
async function measure(content: ExtractContent, count: number) {
  const parts = PARTS.map(() => 0);
  let cpu = 0;
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const before = process.cpuUsage();
    const times = [performance.now()];
    const jws = await signExtract(content, signer, certificates);
    times.push(performance.now());
    const pdf = printer.print(content, jws);
    times.push(performance.now());
    const timeStamps = ministry.authority;
    const sealed = await sealExtract(pdf, { signer, certificates, crls, claimedAt: SAMPLE_ISSUED_AT, timeStamps });
    times.push(performance.now());
    const { user, system } = process.cpuUsage(before);
    const { verdict } = await verifyExtract(sealed, ministry.trust());
    times.push(performance.now());
    if (verdict !== 'good') throw new Error('a bench that measures faults');
    parts.forEach((_, at) => (parts[at]! += ((times[at + 1] ?? NaN) - (times[at] ?? NaN)) / count));
    cpu += (user + system) / 1000;
    bytes = sealed.length;
  }
  return { cpuMs: cpu / count, parts, bytes };
}
