import type { Conviction, Decision, Offence, Period, Sanction, Text } from '#libs/protocol';
import type { Block, Field } from './page-model.js';
import { original, type Said, type Speaker } from './speak.js';

type Cell = readonly Said[];

/** All convictions in one table: number, judgment, court, first offence. */
export function overviewOf(convictions: readonly Conviction[], speak: Speaker): Block[] {
  const rows = convictions.map(({ decisionDate, decidingAuthority, offences }, at): Cell[] => [
    [[String(at + 1)]],
    [[decisionDate]],
    [[original(decidingAuthority.name)]],
    offences.map(({ nationalTitle }) => [original(nationalTitle)]),
  ]);
  return [
    { kind: 'heading', level: 3, text: speak.word('overview') },
    {
      kind: 'table',
      widths: [1, 2.4, 6.5, 8],
      head: [['№'], speak.word('decisionDate'), speak.word('court'), speak.word('offence')],
      rows,
    },
  ];
}

/** One conviction whole: court and dates, offences, sanctions, what was decided later. */
export function convictionBlocks(conviction: Conviction, at: number, count: number, speak: Speaker): Block[] {
  const { offences, sanctions, decisions } = conviction;
  const title = speak.join([speak.word('conviction'), [`${at}`], speak.word('of'), [`${count}`]], ' ');
  return [
    { kind: 'heading', level: 3, text: title },
    { kind: 'fields', fields: factsOf(conviction, speak) },
    ...(offences.length > 0 ? [offenceTable(offences, speak)] : []),
    ...(sanctions.length > 0 ? [sanctionTable(sanctions, speak)] : []),
    ...sanctions.flatMap(({ remarks, suspension }) =>
      remarkBlocks([...(remarks ?? []), ...(suspension?.remarks ?? [])], speak),
    ),
    ...(decisions.length > 0 ? [decisionTable(decisions, speak)] : []),
    ...decisions.flatMap(({ remarks }) => remarkBlocks(remarks ?? [], speak)),
  ];
}

function factsOf(conviction: Conviction, speak: Speaker): Field[] {
  const { decidingAuthority: court, fileNumber, convictingCountry, recordKind, minorAtOffence } = conviction;
  return [
    { label: speak.word('court'), values: [[`${original(court.name)} (${court.code})`]] },
    { label: speak.word('convictingCountry'), values: [speak.label('COUNTRY', convictingCountry)] },
    ...(fileNumber === undefined ? [] : [{ label: speak.word('file'), values: [[fileNumber]] }]),
    { label: speak.word('decisionDate'), values: [speak.date(conviction.decisionDate)] },
    { label: speak.word('finalDate'), values: [speak.date(conviction.finalDate)] },
    { label: speak.word('kind'), values: [speak.code('recordKind', recordKind)] },
    ...(minorAtOffence === 'N' ? [] : [{ label: speak.word('minor'), values: [speak.code('yesNo', minorAtOffence)] }]),
  ];
}

function offenceTable(offences: readonly Offence[], speak: Speaker): Block {
  return {
    kind: 'table',
    widths: [7, 6, 5],
    head: [speak.word('offence'), speak.word('commonClass'), speak.word('when')],
    rows: offences.map((offence) => [
      [[original(offence.nationalTitle)], [`${offence.legalProvisions} · ${offence.nationalCode}`]],
      commonOffence(offence, speak),
      circumstances(offence, speak),
    ]),
  };
}

function commonOffence({ iccsCode, ecrisCode }: Offence, speak: Speaker): Cell {
  return [
    ...(speak.hasLabel('ICCS', iccsCode) ? [speak.label('ICCS', iccsCode)] : []),
    [`ICCS ${iccsCode}${ecrisCode === undefined ? '' : ` · ECRIS ${ecrisCode}`}`],
  ];
}

function circumstances(offence: Offence, speak: Speaker): Cell {
  const { startDate, endDate, place, occurrences = 1, completion, participation } = offence;
  const { exemptionFromResponsibility, recidivism, formOfGuilt } = offence;
  const marks: Said[] = [
    ...(occurrences > 1 ? [speak.word('times', { n: [String(occurrences)] })] : []),
    ...(completion === 'A' ? [speak.word('attempt')] : []),
    ...(participation === 'H' ? [speak.word('helper')] : []),
    ...(formOfGuilt === undefined ? [] : [speak.word(formOfGuilt === 'NEGLIGENT' ? 'negligent' : 'intentional')]),
    ...(recidivism === 'R' ? [speak.word('recidivist')] : []),
    ...(exemptionFromResponsibility === 'S' ? [speak.word('irresponsible')] : []),
  ];
  return [
    [startDate === endDate ? startDate : `${startDate} – ${endDate}`],
    ...(place === undefined ? [] : [speak.join([[place.town ?? ''], speak.label('COUNTRY', place.country)], ', ')]),
    ...(marks.length > 0 ? [speak.join(marks, ', ')] : []),
  ];
}

function sanctionTable(sanctions: readonly Sanction[], speak: Speaker): Block {
  return {
    kind: 'table',
    widths: [7, 6, 5],
    head: [speak.word('sanction'), speak.word('commonClass'), speak.word('extent')],
    rows: sanctions.map((sanction) => [
      [[original(sanction.nationalTitle)], [sanction.nationalCode]],
      [
        ...(speak.hasLabel('ECRIS_SANCTION', sanction.commonCategory)
          ? [speak.label('ECRIS_SANCTION', sanction.commonCategory)]
          : []),
        [`ECRIS ${sanction.commonCategory}`],
      ],
      extentOf(sanction, speak),
    ]),
  };
}

function extentOf(sanction: Sanction, speak: Speaker): Cell {
  const { sentencedPeriod, executionPeriod, fine, suspension, interruptions = [], multiplier = 1 } = sanction;
  const isPartly = suspension?.type.startsWith('PARTIAL') === true;
  return [
    ...(sentencedPeriod === undefined ? [] : [periodLine(speak.word('sentenced'), sentencedPeriod, speak)]),
    ...(multiplier > 1 ? [speak.word('multiplied', { n: [String(multiplier)] })] : []),
    ...(fine === undefined ? [] : [speak.join([speak.word('fine'), speak.money(fine)], ' ')]),
    ...(fine?.count === undefined ? [] : [speak.word('dayFines', { n: [String(fine.count)] })]),
    ...(suspension === undefined
      ? []
      : [periodLine(speak.word(isPartly ? 'partlySuspended' : 'suspended'), suspension, speak)]),
    ...(suspension?.suspendedPartDuration === undefined ? [] : [speak.duration(suspension.suspendedPartDuration)]),
    ...(suspension?.suspendedAmount === undefined ? [] : [speak.money(suspension.suspendedAmount)]),
    ...(suspension?.probationDuration === undefined
      ? []
      : [speak.join([speak.word('probation'), speak.duration(suspension.probationDuration)], ' ')]),
    ...(executionPeriod === undefined ? [] : [periodLine(speak.word('served'), executionPeriod, speak)]),
    ...interruptions.map((interruption) => periodLine(speak.word('interrupted'), interruption, speak)),
    ...(sanction.alternativeType === 'NON_RESPECT' ? [speak.word('alternative')] : []),
    ...(sanction.nature === 'M' ? [speak.word('measure')] : []),
  ];
}

function periodLine(what: Said, { start, duration, end }: Period, speak: Speaker): Said {
  return speak.join(
    [
      what,
      duration === undefined ? [''] : speak.duration(duration),
      start === undefined ? [''] : speak.join([speak.word('from'), [start]], ' '),
      end === undefined ? [''] : speak.join([speak.word('until'), [end]], ' '),
    ],
    ' ',
  );
}

function decisionTable(decisions: readonly Decision[], speak: Speaker): Block {
  return {
    kind: 'table',
    widths: [3, 6, 9],
    head: [speak.word('date'), speak.word('change'), speak.word('authority')],
    rows: decisions.map(({ date, finalDate, changeTypes, authority }) => [
      [[date], ...(finalDate === undefined ? [] : [speak.join([speak.word('finalDate'), [finalDate]], ' ')])],
      [[changeTypes.join(', ')]],
      [authority === undefined ? ['–'] : [`${original(authority.name)} (${authority.code})`]],
    ]),
  };
}

/** Remarks may be long: they run as text, below the table. */
function remarkBlocks(remarks: readonly Text[], speak: Speaker): Block[] {
  if (remarks.length === 0) return [];
  // said once, in the language in which they were written
  const text = `${speak.word('remarks').join(' · ')}: ${original(remarks).replace(/\s+/g, ' ')}`;
  return [{ kind: 'paragraph', style: 'plain', text: [text] }];
}
