import { Command } from 'commander';
import { compareNames, SAME_NAME_SCORE } from '#libs/matching';
import { bestThreshold, pairFigures, type ScoredPair } from '#libs/evaluation';
import { CrexError } from '#libs/protocol';
import { rowsOf } from './rows.js';

/** `crex matching compare-names`: how the comparison of two names does on pairs of which it is known. */
export function compareNamesCommand(): Command {
  return new Command('compare-names')
    .summary('measure the comparison of names alone, on pairs whose answer is known')
    .argument('<csv>', 'a first row left,right,label in any order; label 1 or true: the same person, 0 or false: not')
    .option('--by <column>', 'the figures also for each value of this column')
    .option('--mistakes <number>', 'how many wrong pairs are listed, by line', Number, 0)
    .action((csv: string, { by, mistakes }: { readonly by?: string; readonly mistakes: number }) => {
      const pairs = scored(csv, by);
      process.stdout.write(`${pairs.length} pairs, ${pairs.filter(({ same }) => same).length} of one person\n`);
      say('published', pairs, SAME_NAME_SCORE);
      say('best', pairs, bestThreshold(pairs));
      const groups = by === undefined ? [] : [...new Set(pairs.map(({ group }) => group))];
      for (const group of groups) say(group, pairs.filter((pair) => pair.group === group), SAME_NAME_SCORE); // prettier-ignore
      const wrong = pairs.filter(({ score, same }) => score >= SAME_NAME_SCORE !== same).slice(0, mistakes);
      for (const { line, score, same } of wrong) {
        process.stdout.write(`line ${line}: ${score.toFixed(3)}, ${same ? 'one person' : 'two persons'}\n`);
      }
    });
}

function say(name: string, pairs: readonly ScoredPair[], threshold: number): void {
  const { precision, recall, f1 } = pairFigures(pairs, threshold);
  const figures = [precision, recall, f1].map((value) => value.toFixed(4));
  process.stdout.write(
    `${name.padEnd(20)} ${threshold.toFixed(3)}  precision ${figures[0]}  recall ${figures[1]}  F1 ${figures[2]}\n`,
  );
}

interface RowOfPair extends ScoredPair {
  readonly line: number;
  readonly group: string;
}

function scored(path: string, by: string | undefined): RowOfPair[] {
  const [header, ...rows] = rowsOf(path);
  const titles = header?.fields.map((title) => title.toLowerCase()) ?? [];
  const [left, right, label, group] = ['left', 'right', 'label', by?.toLowerCase() ?? 'label'].map((name) =>
    titles.indexOf(name),
  ) as [number, number, number, number];
  if (Math.min(left, right, label) < 0) {
    throw new CrexError('cli.malformed-csv', 'the first row names the columns left, right and label');
  }
  if (group < 0) throw new CrexError('cli.malformed-csv', 'no column has the name that --by tells');
  return rows.map(({ line, fields }) => ({
    line,
    group: fields[group] ?? '',
    score: scoreOf(fields[left] ?? '', fields[right] ?? ''),
    same: sameOf(fields[label] ?? '', line),
  }));
}

function scoreOf(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  return compareNames({ full: left, kind: 'legal' }, { full: right, kind: 'legal' }).score;
}

function sameOf(label: string, line: number): boolean {
  if (/^(1|true|yes|same|match)$/i.test(label)) return true;
  if (/^(0|false|no|different|no[-_ ]?match)$/i.test(label)) return false;
  throw new CrexError('cli.malformed-csv', `line ${line}: the label is 1 or 0`);
}
