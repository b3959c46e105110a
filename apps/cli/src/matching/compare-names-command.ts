import { Command } from 'commander';
import { compareNames, SAME_NAME_SCORE } from '#libs/matching';
import { bestThreshold, pairFigures, type ScoredPair } from '#libs/evaluation';
import { CrexError } from '#libs/protocol';
import { rowsOf } from './lines.js';

/** `crex matching compare-names`: how the comparison of two names does on pairs of which it is known. */
export function compareNamesCommand(): Command {
  return new Command('compare-names')
    .summary('measure the comparison of names alone, on pairs whose answer is known')
    .argument('<csv>', 'a first row left,right,label in any order; label 1 or true: the same person, 0 or false: not')
    .option('--mistakes <number>', 'how many wrong pairs are listed, by row', Number, 0)
    .action((csv: string, { mistakes }: { readonly mistakes: number }) => {
      const pairs = scored(csv);
      const say = (name: string, threshold: number): void => {
        const { precision, recall, f1 } = pairFigures(pairs, threshold);
        const figures = [precision, recall, f1].map((value) => value.toFixed(4));
        process.stdout.write(
          `${name.padEnd(10)} ${threshold.toFixed(3)}  precision ${figures[0]}  recall ${figures[1]}  F1 ${figures[2]}\n`,
        );
      };
      process.stdout.write(`${pairs.length} pairs, ${pairs.filter(({ same }) => same).length} of one person\n`);
      say('published', SAME_NAME_SCORE);
      say('best', bestThreshold(pairs));
      const wrong = pairs.filter(({ score, same }) => score >= SAME_NAME_SCORE !== same).slice(0, mistakes);
      for (const { row, score, same } of wrong) {
        process.stdout.write(`row ${row}: ${score.toFixed(3)}, ${same ? 'one person' : 'two persons'}\n`);
      }
    });
}

interface RowOfPair extends ScoredPair {
  readonly row: number;
}

function scored(path: string): RowOfPair[] {
  const [header = [], ...rows] = rowsOf(path);
  const [left, right, label] = ['left', 'right', 'label'].map((name) =>
    header.findIndex((title) => title.replace('\uFEFF', '').toLowerCase() === name),
  ) as [number, number, number];
  if (Math.min(left, right, label) < 0) {
    throw new CrexError('cli.malformed-csv', 'the first row names the columns left, right and label');
  }
  return rows.map((row, index) => ({
    row: index + 2,
    score: scoreOf(row[left] ?? '', row[right] ?? ''),
    same: sameOf(row[label] ?? '', index + 2),
  }));
}

function scoreOf(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  return compareNames({ full: left, kind: 'legal' }, { full: right, kind: 'legal' }).score;
}

function sameOf(label: string, row: number): boolean {
  if (/^(1|true|yes|same|match)$/i.test(label)) return true;
  if (/^(0|false|no|different|no[-_ ]?match)$/i.test(label)) return false;
  throw new CrexError('cli.malformed-csv', `row ${row}: the label is 1 or 0`);
}
