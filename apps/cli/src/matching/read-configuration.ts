import { readFileSync } from 'node:fs';
import { DEFAULT_CONFIGURATION, readMatchingConfiguration, type MatchingConfiguration } from '#libs/matching';
import { parseJson } from '#libs/protocol';

const LIMITS = { maxBytes: 256 * 1024, maxDepth: 4, maxValues: 1000, integersAndStringsOnly: true };

/** The configuration in a file, or the built-in one. @throws message.malformed-json and the like, matching.malformed-configuration */
export function readConfiguration(file: string | undefined): MatchingConfiguration {
  return file === undefined ? DEFAULT_CONFIGURATION : readMatchingConfiguration(parseJson(readFileSync(file), LIMITS));
}
