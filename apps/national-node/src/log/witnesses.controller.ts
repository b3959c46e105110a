import { Controller, Get, Headers } from '@nestjs/common';
import { BROKER, COUNTRIES, type JsonSchema } from '#libs/protocol';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { auditorOf } from './auditor-of.js';
import { describeOperation, LOGGED, okResponse } from './describe-log.js';
import { timeOf } from './entry-words.js';
import { closed, listOf, text, time } from './log-schemas.js';
import { ViewWitnesses, type WitnessesView } from './view-witnesses.js';

const member = { type: 'string', enum: [...COUNTRIES, BROKER] } as const;
const size = { type: 'string', pattern: '^(0|[1-9][0-9]*)$', description: 'entries of the tree' } as const;
const vkey = { ...text, description: 'verifier key (C2SP signed-note), as the directory lists it' } as const;

/** JSON Schema of the witnesses. */
export const witnessesSchema: JsonSchema = closed(
  {
    ...{ origin: text, vkey },
    signed: closed({ size, at: time }),
    quorum: closed({ size, since: time, until: { ...time, description: 'still the largest tree for a quorum then' } }),
    witnesses: listOf(closed({ member, vkey, last: closed({ size, at: time }) }, ['last'])),
    others: listOf(
      closed(
        {
          ...{ member, origin: text },
          isOursToCosign: { type: 'boolean', description: 'the directory assigns this log to our witness' },
          seen: closed({ size, since: time, until: time }),
        },
        ['seen'],
      ),
    ),
  },
  ['signed', 'quorum'],
);

/** Who vouches for this country's log, for its auditors. Every call is an entry of the log. */
@Controller('api/v1/log/witnesses')
@Roles('auditor')
export class WitnessesController {
  constructor(private readonly viewWitnesses: ViewWitnesses) {}

  @Get()
  @DescribeWitnesses()
  async view(@CurrentOfficial() official: Official, @Headers('crex-mandate') mandate: string | undefined) {
    return witnessesResponse(await this.viewWitnesses.run(auditorOf(official, mandate)));
  }
}

/** As the interface says it. */
export function witnessesResponse({ origin, vkey: key, signed, quorum, witnesses, others }: WitnessesView) {
  return {
    ...{ origin, vkey: key },
    ...(signed === undefined ? {} : { signed: { size: signed.size, at: timeOf(signed.at) } }),
    ...(quorum === undefined ? {} : { quorum: spanOf(quorum.size.toString(), quorum.times) }),
    witnesses: witnesses.map(({ last, ...witness }) => ({
      ...witness,
      ...(last === undefined ? {} : { last: { size: last.size, at: timeOf(last.time) } }),
    })),
    others: others.map(({ seen, ...log }) => ({
      ...log,
      ...(seen === undefined ? {} : { seen: spanOf(seen.size, seen) }),
    })),
  };
}

function spanOf(treeSize: string, { since, until }: { readonly since: number; readonly until: number }) {
  return { size: treeSize, since: timeOf(since), until: timeOf(until) };
}

function DescribeWitnesses(): MethodDecorator {
  return describeOperation({
    operationId: 'viewWitnesses',
    summary: 'See which countries vouch for the log, by which keys, and how far',
    description: `With these keys a proof of an entry is judged; the directory is where they come from. ${LOGGED}`,
    response: okResponse(witnessesSchema, 'Who watches over whom'),
    problems: { 400: ['log.mandate-missing'], 503: ['log.unavailable'] },
  });
}
