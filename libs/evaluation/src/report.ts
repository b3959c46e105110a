import { figuresOf, type BadCase, type Evaluation, type Tally } from './evaluate.js';
import { wilson, type Estimate } from './intervals.js';

/** The result as text: all questions, then by kind, noise and country, then the worst cases. */
export function reportOf(evaluation: Evaluation, worst: number): string {
  const rows = [...evaluation.groups].sort(([left], [right]) => order(left) - order(right) || (left < right ? -1 : 1));
  const shown = evaluation.bad.slice(0, worst);
  return [
    headline(evaluation.all),
    '',
    'group                      questions  precision recall    found     F1        false matches  endings',
    ...rows.map(([group, tally]) => groupLine(group, tally)),
    '',
    ...(shown.length === 0 ? ['No bad case.'] : [`Worst cases (${shown.length}):`, ...shown.map(caseLine)]),
    '',
  ].join('\n');
}

const order = (group: string): number => ['all', 'kind', 'country', 'noise'].indexOf(group.split(' ')[0] ?? '');

function headline(tally: Tally): string {
  const { precision, recall, found, denied, falseMatch, f1 } = figuresOf(tally);
  return [
    `precision        ${withInterval(precision)}`,
    `recall           ${withInterval(recall)}  matched automatically`,
    `found            ${withInterval(found)}  matched or listed for a clerk`,
    `F1               ${share(f1)}`,
    `denied           ${withInterval(denied)}  there, and said not to be`,
    `false matches    ${withInterval(falseMatch)}  not there, and taken for somebody`,
  ].join('\n');
}

function groupLine(group: string, tally: Tally): string {
  const { precision, recall, found, falseMatch, f1 } = figuresOf(tally);
  const endings = Object.entries(tally).filter(([, count]) => count > 0);
  const questions = endings.reduce((sum, [, count]) => sum + count, 0);
  const cells = [precision.share, recall.share, found.share, f1].map((value) => share(value).padEnd(10)).join('');
  const mistaken = `${falseMatch.hits} of ${falseMatch.trials}`.padEnd(15);
  const counts = endings.map(([ending, count]) => `${ending} ${count}`).join(', ');
  return `${group.padEnd(27)}${String(questions).padEnd(11)}${cells}${mistaken}${counts}`;
}

function caseLine({ questionId, ending, truth, top, probability, wasCompared, noises }: BadCase): string {
  const about = truth === undefined ? '' : ` is ${truth}${wasCompared === false ? ' (never compared)' : ''}`;
  const named = top === undefined ? '' : `, first ${top} at ${probability.toFixed(5)}`;
  return `  ${ending.padEnd(13)}${questionId}${about}${named}; ${noises.length === 0 ? 'no noise' : noises.join(' ')}`;
}

const share = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(5));

const withInterval = ({ share: value, low, high, hits, trials }: Estimate): string =>
  `${share(value).padEnd(8)} [${share(low)}, ${share(high)}] ${hits} of ${trials}`;

/** A reliability diagram: what was said against what was true, with intervals, and how many candidates each point is. */
export function calibrationPicture(evaluation: Evaluation): string {
  const size = 480;
  const margin = 56;
  const at = (value: number): number => margin + position(value) * (size - 2 * margin);
  const up = (value: number): number => size - at(value);
  const points = evaluation.calibration.filter(({ candidates }) => candidates > 0);
  const ticks = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999];
  const lines = ticks.map(
    (tick) =>
      `<path d="M${at(tick)} ${up(0)}V${up(1)}M${at(0)} ${up(tick)}H${at(1)}" stroke="#ddd"/>` +
      `<text x="${at(tick)}" y="${size - margin + 16}" text-anchor="middle">${tick}</text>` +
      `<text x="${margin - 6}" y="${up(tick) + 4}" text-anchor="end">${tick}</text>`,
  );
  const marks = points.map(({ candidates, persons, said }) => {
    const { share: value, low, high } = wilson(persons, candidates);
    const x = at(said / candidates);
    return (
      `<path d="M${x} ${up(low)}V${up(high)}" stroke="#06c"/>` +
      `<circle cx="${x}" cy="${up(value)}" r="4" fill="#06c"><title>said ${(said / candidates).toFixed(5)}, true ${value.toFixed(5)}, ${candidates} candidates</title></circle>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" font-family="sans-serif" font-size="11">`,
    `<rect width="${size}" height="${size}" fill="#fff"/>`,
    ...lines,
    `<path d="M${at(0)} ${up(0)}L${at(1)} ${up(1)}" stroke="#999" stroke-dasharray="4"/>`,
    ...marks,
    `<text x="${size / 2}" y="${size - 12}" text-anchor="middle">probability said (log odds)</text>`,
    `<text x="14" y="${size / 2}" text-anchor="middle" transform="rotate(-90 14 ${size / 2})">share that was the person</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** Log odds from 0.0002 to 0.9998 on 0 to 1: what matters happens at both ends. */
function position(value: number): number {
  const most = Math.log(0.9998 / 0.0002);
  const inside = Math.min(0.9998, Math.max(0.0002, value));
  return 0.5 + Math.log(inside / (1 - inside)) / (2 * most);
}
