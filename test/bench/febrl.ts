import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parse } from 'csv-parse/sync';
import {
  countsOf,
  DEFAULT_CONFIGURATION,
  describe,
  describeQuestion,
  documentKeysOf,
  HOT_OTHER,
  HOT_PAIR,
  identifySubject,
  isPairKey,
  planSearch,
  planSlips,
  recordKeys,
  RegisterStatistics,
  slippedDocumentKeys,
} from '#libs/matching';
import type { Features, StatisticKind, StatisticRow, SubjectIdentification } from '#libs/matching';
import type { Subject } from '#libs/protocol';

/**
 * How a set in the form of FEBRL is identified by search: the originals are the register, each duplicate is a question,
 * asked once with its original in the register and once without. Weights are those built in; nothing is learned.
 *
 * `node dist/test/bench/febrl.js FILE.csv ... [--without number,place,date] [--show N]`
 */
interface Row {
  readonly original: string;
  readonly isOriginal: boolean;
  readonly subject: Subject;
}

/** 95 % interval of a share (Wilson 1927). */
export function wilson(hits: number, all: number): readonly [number, number] {
  if (all === 0) return [0, 1];
  const z = 1.96;
  const share = hits / all;
  const middle = (share + z ** 2 / (2 * all)) / (1 + z ** 2 / all);
  const half = (z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2))) / (1 + z ** 2 / all);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Reads a file in the form of FEBRL: CSV with a row of column names, then one person a row. */
export function readFebrl(text: string, without: ReadonlySet<string>): Row[] {
  const rows = parse<Record<string, string>>(text, { bom: true, columns: true, trim: true, skip_empty_lines: true });
  return rows.map((row) => {
    const cell = (name: string): string => row[name] ?? '';
    const id = cell('rec_id');
    const names = [cell('given_name'), cell('surname')] as const;
    const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(cell('date_of_birth')) ?? [];
    const hasDate = year !== undefined && !without.has('date');
    const [town, number] = [cell('suburb'), cell('soc_sec_id')];
    return {
      original: id.split('-')[1] ?? id,
      isOriginal: id.endsWith('-org'),
      subject: {
        names: [
          {
            kind: 'legal',
            full: names.join(' ').trim() || '?',
            ...(names[0] !== '' && { given: [names[0]] }),
            ...(names[1] !== '' && { surname1: names[1] }),
          },
        ],
        ...(hasDate && { birthDate: `${year}-${month ?? ''}-${day ?? ''}` }),
        ...(town !== '' && !without.has('place') && { birthPlace: { country: 'AU', town } }),
        ...(number !== '' && !without.has('number') && { documents: [{ country: 'AU', type: 'AU_SSN', number }] }),
      },
    };
  });
}

/** A register in memory, searched by the plans of the product. */
class Register {
  private readonly people = new Map<string, Features>();
  private readonly byKey = new Map<number | string, Set<string>>();
  private readonly counts = new Map<string, number>();
  private counted: RegisterStatistics | undefined;

  add(personId: string, features: Features): void {
    this.people.set(personId, features);
    const days = features.birthDates.map((date) => JSON.stringify(date));
    for (const key of [...recordKeys(features), ...documentKeysOf(features), ...days]) {
      const holders = this.byKey.get(key) ?? new Set();
      this.byKey.set(key, holders.add(personId));
    }
    for (const count of countsOf(features)) {
      const name = count.join('\n');
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    }
  }

  statistics(): RegisterStatistics {
    return (this.counted ??= this.count());
  }

  private count(): RegisterStatistics {
    const rows = [...this.counts].map(([name, persons]): StatisticRow => {
      const [kind = '', value = ''] = name.split('\n');
      return { kind: kind as StatisticKind, value, persons };
    });
    return new RegisterStatistics(this.people.size, rows);
  }

  /** As the product's table of hot keys: what few persons share is not in it. */
  heat = (key: number): number => {
    const persons = this.byKey.get(key)?.size ?? 0;
    return persons > (isPairKey(key) ? HOT_PAIR : HOT_OTHER) ? persons : 0;
  };

  /** Whoever a further search finds when nobody convinced: everyone born that day, or with a number that one slip explains. */
  searchFurther(question: Features) {
    const days = question.birthDates.map((date) => JSON.stringify(date));
    return this.those([...days, ...slippedDocumentKeys(question.documents)].flatMap((key) => [...(this.byKey.get(key) ?? [])])); // prettier-ignore
  }

  private those(ids: Iterable<string>) {
    return [...new Set(ids)].map((personId) => ({ personId, features: this.people.get(personId) as Features }));
  }

  /** Whoever the last search finds when nobody was listed: names with a slip in them. */
  searchSlips(question: Features) {
    const plan = planSlips(question, this.statistics(), this.heat);
    return plan === undefined ? [] : this.those(plan.anyOf.flatMap((key) => [...(this.byKey.get(key) ?? [])]));
  }

  search(question: Features) {
    const plan = planSearch(question, this.heat);
    const holders = (key: number | string): ReadonlySet<string> => this.byKey.get(key) ?? new Set();
    const found = new Set<string>();
    for (const key of [...plan.anyOf, ...plan.documents]) for (const id of holders(key)) found.add(id);
    for (const [first, ...others] of plan.allOf) {
      for (const id of first === undefined ? [] : holders(first)) {
        if (others.every((key) => holders(key).has(id))) found.add(id);
      }
    }
    return { candidates: this.those(found), isComplete: plan.isComplete };
  }
}

const percent = (hits: number, all: number): string => {
  const [low, high] = wilson(hits, all).map((bound) => (bound * 100).toFixed(2));
  return `${hits} of ${all} = ${((hits / Math.max(1, all)) * 100).toFixed(2)} % (95 %: ${low} to ${high})`;
};

function run(files: readonly string[], without: ReadonlySet<string>, show: number): void {
  const rows = files.flatMap((file) => readFebrl(readFileSync(file, 'utf8'), without));
  const register = new Register();
  for (const { original, subject } of rows.filter(({ isOriginal }) => isOriginal))
    register.add(original, describe(subject));
  const statistics = register.statistics();
  const questions = rows.filter(({ isOriginal }) => !isOriginal);
  const counts = { right: 0, found: 0, wrong: 0, wrongAbsent: 0, listedAbsent: 0, candidates: 0, ms: 0 };
  let shown = 0;
  const print = (what: string, row: Row, result: SubjectIdentification): void => {
    if (shown++ >= show) return;
    console.log(`${what}: ${JSON.stringify(row.subject)} ${result.decision}`);
    for (const { probability, weight, flags, lines } of result.candidates.slice(0, 2)) {
      console.log(`   ${probability.toFixed(5)} ${weight.toFixed(1)} ${flags.join(',')}`);
      for (const line of lines.filter(({ level }) => level !== 'missing')) {
        console.log(`      ${line.field} ${line.asked} | ${line.held} | ${line.reason} ${line.weight.toFixed(1)}`);
      }
    }
  };
  for (const row of questions) {
    const question = describeQuestion(row.subject);
    const { candidates, isComplete } = register.search(question);
    const identify = (people: typeof candidates): SubjectIdentification =>
      identifySubject({ question, candidates: people, isComplete, statistics, heat: register.heat, configuration: DEFAULT_CONFIGURATION }); // prettier-ignore
    const ask = (isAsked: (candidate: (typeof candidates)[number]) => boolean): SubjectIdentification => {
      const first = identify(candidates.filter(isAsked));
      if (first.decision === 'MATCH') return first;
      const further = [...candidates, ...register.searchFurther(question)];
      const second = identify(further.filter(isAsked));
      if (second.candidates.length > 0) return second;
      return identify([...further, ...register.searchSlips(question)].filter(isAsked));
    };
    const started = performance.now();
    const present = ask(() => true);
    counts.ms += performance.now() - started;
    counts.candidates += candidates.length;
    if (present.decision === 'MATCH') {
      if (present.personId === row.original) counts.right += 1;
      else {
        counts.wrong += 1;
        print('WRONG', row, present);
      }
    } else print('not automatic', row, present);
    if (present.candidates.some(({ personId }) => personId === row.original)) counts.found += 1;
    else print(`NOT FOUND (${candidates.some(({ personId }) => personId === row.original) ? 'searched' : 'not searched'})`, row, present); // prettier-ignore
    const absent = ask(({ personId }) => personId !== row.original);
    if (absent.decision === 'MATCH') {
      counts.wrongAbsent += 1;
      print('FALSE', row, absent);
    }
    if (absent.decision === 'SEVERAL') counts.listedAbsent += 1;
  }
  const all = questions.length;
  console.log(`register ${statistics.persons}, questions ${all}, candidates ${(counts.candidates / all).toFixed(1)} a question, ${((counts.ms / counts.candidates) * 1000).toFixed(1)} us a candidate`); // prettier-ignore
  console.log(`automatic and right    ${percent(counts.right, all)}`);
  console.log(`matched or listed      ${percent(counts.found, all)}`);
  console.log(`another person matched ${percent(counts.wrong, all)}`);
  console.log(`absent and matched     ${percent(counts.wrongAbsent, all)}`);
  console.log(`absent and listed      ${percent(counts.listedAbsent, all)}`);
}

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const files = process.argv.slice(2).filter((argument) => argument.endsWith('.csv'));
if (files.length > 0) run(files, new Set((option('without') ?? '').split(',')), Number(option('show') ?? 0));
