import type { ExtractView } from '../api/shapes.js';

type Finding = ExtractView['findings'][number];

/** The parts of an extract in the order in which they are judged. */
export const PARTS = ['file', 'seal', 'time-stamp', 'archive', 'certificate', 'data', 'page', 'log'] as const;
type Part = (typeof PARTS)[number];

export interface PartVerdict {
  readonly part: Part;
  readonly result: 'good' | 'fault' | 'not-made';
  readonly checks: number;
}

/** What was found of each part: as bad as its worst check; a part that nobody looked at is left out. */
export function verdictOf(findings: readonly Finding[]): PartVerdict[] {
  return PARTS.flatMap((part) => {
    const ofPart = findings.filter((finding) => finding.part === part);
    const worst = (['fault', 'not-made', 'good'] as const).find((result) =>
      ofPart.some((each) => each.result === result),
    );
    return worst === undefined ? [] : [{ part, result: worst, checks: ofPart.length }];
  });
}
