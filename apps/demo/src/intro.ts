import { relative } from 'node:path';
import { duration, type Narrator } from './narrator.js';
import type { DemoOptions } from './options.js';
import type { OutputFolder } from './output-folder.js';
import type { ToldQuestion } from './story.js';

/** Before the first byte is written: what will happen, how long, where, and how to be rid of it. */
export function tellPlan(narrator: Narrator, options: DemoOptions, folder: OutputFolder): void {
  narrator.title('CREX · Criminal Records EXchange · demo');
  narrator.paragraph(
    'A small Alliance on this machine alone: the nodes of Argentina (es), Brazil (pt), Jamaica (en) and Suriname (nl), ' +
      'a broker between them that cannot read what it relays, and Guyana, enrolled but suspended. Officials will ask ' +
      'each other’s countries about people, and countries will tell each other of a conviction and of a correction. ' +
      `All people, records and keys are made up, from the seed "${options.seed}", and so are the statistics of the year before. Then an auditor looks into a log, ` +
      'and somebody who changes it is caught.',
  );
  narrator.blank();
  narrator.item('time', 'about a minute on two cores');
  narrator.item('disk', 'about 250 MB');
  narrator.item('writes', folder.places.map(shortPath).join(' and '));
  if (folder.replacesEarlier) narrator.item('', 'What the demo before left there is replaced, keys and databases too.');
  narrator.item('listens', 'on 127.0.0.1 only; nothing is fetched from elsewhere');
  narrator.item('stop', 'Ctrl-C, at any time; everything that was started ends with it');
  narrator.item('delete', `rm -rf ${folder.places.map(shortPath).join(' ')}`);
}

/** Every question with its outcome, and where the results are. */
export function tellSummary(narrator: Narrator, told: readonly ToldQuestion[], folder: OutputFolder): void {
  narrator.title('What became of the questions');
  for (const { from, to, outcome, milliseconds, id } of told)
    narrator.outcome(`${from} → ${to}`, outcome, duration(milliseconds), id);
  narrator.blank();
  narrator.item('results', shortPath(folder.file('summary.json')));
  const output = folder.path === defaultFolder() ? '' : ` --output ${shortPath(folder.path)}`;
  narrator.item('check', `npm run -s crex -- show${output} <any id from above>`);
}

/** What one can do now. */
export function tellHowToAsk(
  narrator: Narrator,
  nodes: Readonly<Record<string, { readonly api: string }>>,
  folder: OutputFolder,
): void {
  narrator.title('The Alliance stays up. Open it in a browser, or ask it yourself');
  narrator.paragraph(
    'Each country has its console, where one click signs in as its police officer, prosecutor, clerk, registrar, ' +
      'auditor or operator. Officials of all four go on asking each other while it is up.',
  );
  narrator.blank();
  for (const [country, { api }] of Object.entries(nodes)) {
    narrator.item(country, `${api}   (for programs: ${api}/api/docs)`);
  }
  narrator.item('users', `${shortPath(folder.file('demo.json'))} has their names and passwords`);
  const output = folder.path === defaultFolder() ? '' : ` --output ${shortPath(folder.path)}`;
  narrator.verbatim(
    [
      '',
      `  TOKEN=$(npm run -s crex -- token --country AR --role investigator${output})`,
      `  curl -s ${nodes['AR']?.api ?? ''}/api/v1/requests -H "Authorization: Bearer $TOKEN" \\`,
      "    -H 'Content-Type: application/json' -H 'Idempotency-Key: first' -H 'Prefer: wait=20' \\",
      `    -d @${shortPath(folder.file('question.json'))}`,
      '',
      '  Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
}

function defaultFolder(): string {
  return `${process.cwd()}/demo-output`;
}

/** Relative where that is shorter. */
export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length && fromHere !== '' ? fromHere : path;
}
