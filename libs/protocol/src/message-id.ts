import { CrexError } from './error.js';
import { isCountryCode, type CountryCode } from './country.js';

/**
 * The number of a message: `AR-BR-1-000000000123` is the 123rd message from AR to BR in epoch 1. Numbers of a directed
 * pair have no gaps: each is sent, or closed by a signed and logged VOID. An epoch ends when its counter was lost.
 */
export interface MessageNumber {
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly epoch: number;
  readonly number: number;
}

export type MessageId = string;

/** Numbers of one epoch. */
export const MAX_MESSAGE_NUMBER = 999_999_999_999;
export const MAX_EPOCH = 999_999;

export const MESSAGE_ID_PATTERN = '^[A-Z]{2}-[A-Z]{2}-[1-9][0-9]{0,5}-[0-9]{12}$';
const PARTS = /^([A-Z]{2})-([A-Z]{2})-([1-9]\d{0,5})-(\d{12})$/;

/** @throws message.malformed for a number that no id can have: it must not be signed first and refused later */
export function formatMessageId({ from, to, epoch, number }: MessageNumber): MessageId {
  const id = `${from}-${to}-${epoch}-${String(number).padStart(12, '0')}`;
  checkMessageId(id);
  return id;
}

function checkMessageId(id: string): void {
  parseMessageId(id);
}

/** @throws message.malformed */
export function parseMessageId(id: string): MessageNumber {
  const [, from, to, epoch, number] = PARTS.exec(id) ?? [];
  if (!isCountryCode(from) || !isCountryCode(to) || from === to || Number(number) === 0) {
    throw new CrexError('message.malformed', 'a message id reads AR-BR-1-000000000123: two members, epoch, number');
  }
  return { from, to, epoch: Number(epoch), number: Number(number) };
}
