import { alignNames, describe, describeQuestion, planSearch, recordKeys } from '#libs/matching';
import { people } from '#libs/synthetic';

/** What a person costs at import, and a question before its search, in microseconds of processor time: `node dist/test/bench/describe-cost.js`. */
const COUNT = 40_000;

const microseconds = (times: number, work: () => void): string => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / times).toFixed(1);
};

for (const country of ['BR', 'AR', 'GY', 'SR'] as const) {
  const persons = [...people({ country, seed: 'cost', count: COUNT })];
  const features = persons.map((person) => describe(person));
  let keys = 0;
  const described = microseconds(COUNT, () => persons.forEach((person) => describe(person)));
  const keyed = microseconds(COUNT, () => features.forEach((feature) => (keys += recordKeys(feature).length)));
  const planned = microseconds(COUNT / 10, () =>
    persons.slice(0, COUNT / 10).forEach((person) => planSearch(describeQuestion(person), () => 0)),
  );
  const names = features.flatMap((feature) => feature.names.slice(0, 1));
  const aligned = microseconds(names.length, () =>
    names.forEach((name, index) => alignNames(name, names[(index * 7 + 1) % names.length] ?? name)),
  );
  process.stdout.write(
    `${country}: describe ${described} µs, keys ${keyed} µs (${(keys / COUNT).toFixed(1)} a person), plan ${planned} µs, align two names ${aligned} µs\n`,
  );
}
