import { Command, InvalidArgumentError, Option } from 'commander';
import { countryCode, CrexError, isCrexError, ROLES, type CountryCode, type Role } from '#libs/protocol';
import { DEMO_OUTPUT, readDemoFile } from './demo-output.js';
import { signIn } from './sign-in.js';

interface TokenOptions {
  readonly country: CountryCode;
  readonly role: Role;
  /** Which of several. */
  readonly user?: string;
  readonly output: string;
}

/** `crex token`: an access token of a user of the running demo. */
export function tokenCommand(): Command {
  return new Command('token')
    .summary('sign a user of the running demo in and print the access token')
    .description(
      'Signs a user of the running demo in at its sign-in service, as a browser would (authorization code with PKCE), ' +
        'and prints the access token, nothing else. It is good for one hour, at the node of that country only.',
    )
    .addOption(
      new Option('--country <country>', 'the country whose official this is').argParser(country).makeOptionMandatory(),
    )
    .addOption(new Option('--role <role>', 'what the official is').choices(ROLES).makeOptionMandatory())
    .option('--user <name>', 'which of several by the name of the sign-in, otherwise the first')
    .option('--output <folder>', 'where the demo writes', DEMO_OUTPUT)
    .action(printToken);
}

async function printToken({ country, role, user: username, output }: TokenOptions): Promise<void> {
  const { issuer, users } = await readDemoFile(output);
  const user = users.find(
    (each) => each.country === country && each.role === role && [undefined, each.username].includes(username),
  );
  if (user === undefined) {
    const countries = [...new Set(users.map((each) => each.country))];
    throw new CrexError('cli.no-such-user', `the demo has no ${role} of ${country}`, {
      nextStep: `its users are of ${countries.join(', ')}`,
    });
  }
  process.stdout.write(`${await signIn(issuer.url, user)}\n`);
}

function country(name: string): CountryCode {
  try {
    return countryCode(name.toUpperCase());
  } catch (error) {
    throw isCrexError(error) ? new InvalidArgumentError(error.message) : error;
  }
}
