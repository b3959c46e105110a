import type { ErasureManifest } from '#libs/audit';

/** Every file that a national node, its log signer and their commands write. */
export const nodeFiles: ErasureManifest['files'] = [
  {
    path: 'CREX_STATE_FOLDER/high-water.json*',
    holds: 'highest message numbers sent and seen',
    writtenBy: 'apps/national-node/src/courier/high-water.ts',
    about: [],
  },
  {
    path: 'CREX_KEYS_FOLDER/keys/sealing*',
    holds: 'sealing keys, encrypted; each opens what was sealed to it, and is destroyed after 30 days',
    writtenBy: 'apps/national-node/src/keys/sealing-keys.ts',
    about: [],
  },
  {
    path: 'publish-online --out <file>',
    holds: 'an online part of the directory, which is public',
    writtenBy: 'apps/national-node/src/admin.ts',
    about: [],
  },
  {
    path: 'alarm evidence --out <file>',
    holds: 'what shows an alarm to others; with a broken promise the answer, which is the operator’s to delete',
    writtenBy: 'apps/national-node/src/admin.ts',
    about: ['subject', 'detail'],
  },
  {
    path: 'evidence <id> --out <file>',
    holds: 'both messages of one exchange, for a judge; the operator’s to delete',
    writtenBy: 'apps/national-node/src/log/evidence-command.ts',
    about: ['subject', 'actor', 'detail'],
  },
  {
    path: 'directory export <folder>',
    holds: 'a version of the directory, which is public',
    writtenBy: 'apps/national-node/src/log/export-directory.ts',
    about: [],
  },
  {
    path: 'rotate-kek --to <file>',
    holds: 'a new key-encryption key',
    writtenBy: 'apps/national-node/src/erasure/rotate-kek.ts',
    about: [],
  },
  {
    path: 'import --report <file>',
    holds: 'numbers of lines that were refused, and why',
    writtenBy: 'apps/national-node/src/register/commands.ts',
    about: [],
  },
  {
    path: 'matching sign --out <file>',
    holds: 'weights and thresholds, signed',
    writtenBy: 'apps/national-node/src/register/matching-commands.ts',
    about: [],
  },
  {
    path: 'policy sign --out <file>, task-forces sign --out <file>',
    holds: 'rules of disclosure, or the list of task forces, signed',
    writtenBy: 'apps/national-node/src/policy/policy-commands.ts',
    about: [],
  },
  {
    path: 'log signer: CREX_STATE_FOLDER/state.json, epoch-*.json, lock',
    holds: 'what was signed last, checkpoint and hashes; who signs',
    writtenBy: 'apps/log-signer/src/state-folder.ts',
    about: [],
  },
  {
    path: 'log signer: export <folder>',
    holds: 'checkpoint, tiles and leaves of the log, no part',
    writtenBy: 'apps/log-signer/src/write-log-folder.ts',
    about: [],
  },
];
