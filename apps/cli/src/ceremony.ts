import { Command, InvalidArgumentError, Option } from 'commander';
import { Alliance, saveAlliance } from '#libs/ceremony';
import {
  COUNTRIES,
  countryCode,
  isCrexError,
  isEnvironment,
  isPartnerId,
  type CountryCode,
  type Environment,
  type PartnerId,
} from '#libs/protocol';
import { nowMs } from './clock.js';

interface CeremonyOptions {
  readonly env: Environment;
  readonly members: readonly CountryCode[];
  readonly suspended: readonly CountryCode[];
  readonly partners: readonly PartnerId[];
  readonly out: string;
  readonly brokerHost: readonly string[];
}

/** `crex ceremony`: makes the keys, certificates and first directory of a demo or test Alliance. */
export function ceremonyCommand(): Command {
  return new Command('ceremony')
    .summary('make all keys and the first directory of a demo or test Alliance')
    .description(
      'Makes everything that an Alliance needs to start, as folders: the keys of the governing offices, one folder with ' +
        'keys, certificates and anchors for each country and for the broker, and the first publication of the ' +
        'directory. One machine that holds all keys is good for a demo or a test only; production is refused.',
    )
    .addOption(
      new Option('--env <environment>', 'demo or test; it stands in every certificate and message')
        .argParser(environment)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--members <countries>', 'the countries that take part, with commas: AR,BR,JM')
        .argParser(countries)
        .default(COUNTRIES, 'all 18'),
    )
    .addOption(
      new Option('--suspended <countries>', 'those of them that are enrolled, but suspended')
        .argParser(countries)
        .default([], 'none'),
    )
    .addOption(
      new Option('--partners <organisations>', 'who reads statistics and takes no part: INTERPOL,IADB')
        .argParser(partners)
        .default([], 'none'),
    )
    .requiredOption('--out <folder>', 'where to write; it must not exist, or be empty')
    .addOption(
      new Option(
        '--broker-host <names>',
        "names and addresses in the broker's TLS certificate besides localhost, 127.0.0.1",
      )
        .argParser(names)
        .default([], 'none'),
    )
    .action(holdCeremony);
}

async function holdCeremony(options: CeremonyOptions, command: Command): Promise<void> {
  const { env, members, suspended, partners: organisations, out, brokerHost: brokerHosts } = options;
  const alliance = await Alliance.create({
    ...{ env, members, suspended, brokerHosts, nowMs: nowMs() },
    partners: organisations,
  });
  await saveAlliance(alliance, out);
  const listed = [...alliance.members, ...alliance.partners].map(({ id }) => `${id} ${alliance.status(id)}`);
  command.configureOutput().writeOut?.(`${out}: the ${env} Alliance of ${listed.join(', ')}\n`);
}

/** Knows production too: the ceremony itself says why it is refused. */
function environment(name: string): Environment {
  if (!isEnvironment(name)) throw new InvalidArgumentError('It is demo or test.');
  return name;
}

function names(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function countries(list: string): CountryCode[] {
  try {
    return names(list).map((name) => countryCode(name.toUpperCase()));
  } catch (error) {
    throw isCrexError(error) ? new InvalidArgumentError(`${error.message}; ${error.nextStep ?? ''}`) : error;
  }
}

function partners(list: string): PartnerId[] {
  return names(list).map((name) => {
    const id = name.toUpperCase();
    if (isPartnerId(id)) return id;
    throw new InvalidArgumentError('A partner organisation has three to sixteen letters, as INTERPOL.');
  });
}
