import {
  checkShape,
  COUNTRIES,
  PURPOSES,
  type CountryCode,
  type JsonSchema,
  type Purpose,
  type Text,
} from '#libs/protocol';

/** Members of the Alliance that work on a crisis together: whose questions, for what, from when until when (seconds). */
export interface TaskForce {
  readonly code: string;
  readonly title: readonly Text[];
  readonly members: readonly CountryCode[];
  readonly purposes: readonly Purpose[];
  readonly from: number;
  readonly until: number;
}

const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;
const listSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['v', 'taskForces'],
  properties: {
    v: { const: 1 },
    taskForces: {
      ...{ type: 'array', maxItems: 100 },
      items: {
        ...{ type: 'object', additionalProperties: false },
        required: ['code', 'title', 'members', 'purposes', 'from', 'until'],
        properties: {
          code: { type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$' },
          title: {
            ...{ type: 'array', minItems: 1, maxItems: 4 },
            items: {
              ...{ type: 'object', additionalProperties: false, required: ['language', 'value'] },
              properties: {
                language: { enum: ['es', 'en', 'pt', 'nl'] },
                value: { type: 'string', minLength: 1, maxLength: 400 },
                translated: { enum: ['Y', 'N'] },
              },
            },
          },
          members: { type: 'array', minItems: 2, maxItems: 18, uniqueItems: true, items: { enum: COUNTRIES } },
          purposes: { type: 'array', minItems: 1, maxItems: 13, uniqueItems: true, items: { enum: PURPOSES } },
          from: seconds,
          until: seconds,
        },
      },
    },
  },
};

/**
 * The task forces that a country knows, from the list that it signed.
 *
 * @throws policy.malformed-task-forces
 */
export function readTaskForces(value: unknown): readonly TaskForce[] {
  checkShape(listSchema, value, 'policy.malformed-task-forces', 'the list of task forces');
  return (value as { readonly taskForces: readonly TaskForce[] }).taskForces;
}

/** What a question says of a task force, and between whom it goes. */
export interface TaskForceQuestion {
  readonly taskForce?: string;
  readonly purpose: string;
  readonly countries: readonly CountryCode[];
}

/** True when the list has this task force, running at this time (seconds), with all these countries and for this purpose. */
export function taskForceRuns(
  { taskForces }: { readonly taskForces: readonly TaskForce[] },
  { taskForce, purpose, countries }: TaskForceQuestion,
  nowSeconds: number,
): boolean {
  return taskForces.some(
    ({ code, members, purposes, from, until }) =>
      code === taskForce &&
      countries.every((country) => members.includes(country)) &&
      (purposes as readonly string[]).includes(purpose) &&
      from <= nowSeconds &&
      nowSeconds < until,
  );
}
