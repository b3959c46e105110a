import { CrexError, type Pointer } from '#libs/protocol';
import { REQUIRED, WRONG, type Setting } from './setting.js';

/** The settings of an app, by the name that its code uses. */
export type ConfigurationShape = Readonly<Record<string, Setting<unknown>>>;

/** The typed object that {@link readConfiguration} makes of a shape. */
export type Configuration<S extends ConfigurationShape> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

const OURS = 'CREX_';

/**
 * Reads an app's configuration once, at start. An empty variable counts as not set.
 * @throws platform.configuration with every setting that is missing, wrong or unknown (variables that start with
 *   `CREX_` are ours: a typing error must not pass in silence), and never a value
 */
export function readConfiguration<S extends ConfigurationShape>(
  environment: Readonly<Record<string, string | undefined>>,
  shape: S,
): Configuration<S> {
  const faults: Pointer[] = [];
  const values = Object.entries(shape).map(([key, setting]) => {
    const given = environment[setting.name];
    const value = given === undefined || given === '' ? setting.absent : setting.parse(given);
    if (value === REQUIRED) faults.push(fault(setting.name, `is required and must be ${setting.mustBe}`));
    if (value === WRONG) faults.push(fault(setting.name, `must be ${setting.mustBe}`));
    return [key, value] as const;
  });
  const known = new Set(Object.values(shape).map((setting) => setting.name));
  for (const name of Object.keys(environment)) {
    if (name.startsWith(OURS) && !known.has(name)) faults.push(fault(name, 'is not a setting of this program'));
  }
  checkNoFaults(faults);
  return Object.freeze(Object.fromEntries(values)) as Configuration<S>;
}

function fault(name: string, rule: string): Pointer {
  return { pointer: `/${name}`, rule };
}

function checkNoFaults(faults: readonly Pointer[]): void {
  if (faults.length > 0) {
    const detail = faults.map(({ pointer, rule }) => `${pointer.slice(1)} ${rule}`).join('; ');
    throw new CrexError('platform.configuration', detail, {
      nextStep: 'correct these environment variables and start again',
      pointers: faults,
    });
  }
}

/** The settings as a Markdown table, for the help text and the operator's manual. */
export function describeConfiguration(shape: ConfigurationShape): string {
  const rows = Object.values(shape).map((setting) =>
    [`\`${setting.name}\``, setting.meaning, setting.mustBe, setting.defaultText ?? '**required**'].join(' | '),
  );
  return ['| setting | meaning | must be | default |', '|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join(
    '\n',
  );
}
