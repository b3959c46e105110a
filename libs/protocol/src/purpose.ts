/**
 * Why a question is asked. A closed list: no purpose, no answer. Labels, rules and deadlines stand in the catalogue
 * and in each country's policy; here are only the codes that travel.
 */
export const PURPOSES = ['C1', 'C2', 'C3', 'C4', 'C5', 'E1', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const URGENCIES = ['FLASH', 'URGENT', 'ROUTINE'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a person at a national node may be. */
export const ROLES = ['investigator', 'prosecutor', 'clerk', 'auditor', 'registrar', 'operator'] as const;
export type Role = (typeof ROLES)[number];
