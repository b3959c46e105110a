/** How people are named where somebody is looked for. */
export type NameCustom = 'spanish' | 'portuguese' | 'english' | 'dutch' | 'general';

const CUSTOMS: Readonly<Record<string, NameCustom>> = {
  ...{ AR: 'spanish', CL: 'spanish', CR: 'spanish', DO: 'spanish', EC: 'spanish', GT: 'spanish', HN: 'spanish' },
  ...{ PA: 'spanish', PE: 'spanish', PY: 'spanish', UY: 'spanish', BR: 'portuguese', SR: 'dutch' },
  ...{ BB: 'english', BS: 'english', BZ: 'english', GY: 'english', JM: 'english' },
};

/** The custom that all these countries share; where they differ, a form that fits everybody. */
export function customOf(countries: readonly string[]): NameCustom {
  const customs = new Set(countries.map((country) => CUSTOMS[country] ?? 'general'));
  const [only] = customs;
  return customs.size === 1 && only !== undefined ? only : 'general';
}

/** Which parts of a name are asked for, in the order in which they are written there. */
export const NAME_PARTS = {
  spanish: ['given', 'surname1', 'surname2'],
  portuguese: ['given', 'surname1', 'surname2'],
  english: ['given', 'surname1'],
  dutch: ['given', 'prefix', 'surname1'],
  general: ['given', 'prefix', 'surname1', 'surname2'],
} as const satisfies Record<NameCustom, readonly NamePart[]>;

export type NamePart = 'given' | 'prefix' | 'surname1' | 'surname2';
