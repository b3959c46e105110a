import { randomBytes } from 'node:crypto';
import { ROLES, type CountryCode, type Role } from '#libs/protocol';

/** A made-up official who can sign in at the demo's issuer. */
export interface DemoOfficial {
  readonly country: CountryCode;
  readonly role: Role;
  /** The country's own staff number; the `sub` of the token. */
  readonly staffNumber: string;
  readonly name: string;
  readonly authority: string;
  readonly username: string;
  readonly password: string;
}

/** Countries that have a node in the demo. */
export const DEMO_COUNTRIES = ['AR', 'BR', 'JM', 'SR'] as const satisfies readonly CountryCode[];
export type DemoCountry = (typeof DEMO_COUNTRIES)[number];

const SHORT: Readonly<Record<Role, string>> = {
  ...{ investigator: 'INV', prosecutor: 'PRO', clerk: 'CLK', auditor: 'AUD', registrar: 'REG', operator: 'OPS' },
};

/** One person for each role, and the (made-up) offices of police and prosecution, and the registry for all else. */
const PEOPLE: Readonly<Record<DemoCountry, { names: Readonly<Record<Role, string>>; offices: readonly string[] }>> = {
  AR: {
    names: {
      ...{ investigator: 'Lucía Ferreyra', prosecutor: 'Martín Ibáñez', clerk: 'Noelia Quiroga' },
      ...{ auditor: 'Raúl Sosa', registrar: 'Graciela Peralta', operator: 'Tomás Vega' },
    },
    offices: ['Policía de Investigaciones (demo)', 'Fiscalía Nacional (demo)', 'Registro de Antecedentes (demo)'],
  },
  BR: {
    names: {
      ...{ investigator: 'João Peçanha', prosecutor: 'Conceição Araújo', clerk: 'Thaís Brandão' },
      ...{ auditor: 'Otávio Magalhães', registrar: 'Inês Falcão', operator: 'Caio Simões' },
    },
    offices: ['Polícia Judiciária (demo)', 'Ministério Público (demo)', 'Registro de Antecedentes (demo)'],
  },
  JM: {
    names: {
      ...{ investigator: 'Shanice Campbell', prosecutor: 'Devon Wright', clerk: 'Keisha Bailey' },
      ...{ auditor: 'Marlon Grant', registrar: 'Yvonne Clarke', operator: 'Andre Powell' },
    },
    offices: ['Criminal Investigation Branch (demo)', 'Director of Prosecutions (demo)', 'Records Office (demo)'],
  },
  SR: {
    names: {
      ...{ investigator: 'Anouk van Dijk', prosecutor: 'Rishi Ramdin', clerk: 'Soerja Kartosen' },
      ...{ auditor: 'Mavis Pinas', registrar: 'Wim Hooplot', operator: 'Priya Jairam' },
    },
    offices: ['Recherchedienst (demo)', 'Openbaar Ministerie (demo)', 'Justitiële Documentatie (demo)'],
  },
};

/** Everybody who can sign in, with passwords made for this run. */
export function demoOfficials(): DemoOfficial[] {
  return DEMO_COUNTRIES.flatMap((country) => ROLES.map((role) => official(country, role)));
}

/** A second police officer where the policy wants two for an immediate threat: whose request waits for the first. */
const COLLEAGUES = { AR: 'Ezequiel Bustos', BR: 'Rosângela Couto', JM: 'Omar Sinclair' } as const;

export function demoColleagues(): DemoOfficial[] {
  return (['AR', 'BR', 'JM'] as const).map((country) => {
    const { staffNumber, username, ...first } = official(country, 'investigator');
    return {
      ...{ ...first, name: COLLEAGUES[country], username: `${username}-2` },
      staffNumber: staffNumber.replace('01', '02'),
    };
  });
}

function official(country: DemoCountry, role: Role): DemoOfficial {
  const { names, offices } = PEOPLE[country];
  const office = role === 'investigator' ? 0 : role === 'prosecutor' ? 1 : 2;
  return {
    ...{ country, role, name: names[role], authority: offices[office] ?? '' },
    staffNumber: `${country}-${SHORT[role]}-01`,
    username: `${country.toLowerCase()}-${role}`,
    password: randomBytes(12).toString('base64url'),
  };
}
