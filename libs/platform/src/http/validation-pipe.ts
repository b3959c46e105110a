import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { CrexError, type Pointer } from '#libs/protocol';

/**
 * Checks bodies and queries against their DTO class. What the class does not name is refused, not dropped. The answer
 * points to each bad element with the name of the rule it breaks, and never repeats a value or an unknown name.
 * @throws platform.invalid-input
 */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new CrexError('platform.invalid-input', 'the input does not have the form that this path takes', {
        nextStep: 'correct the elements that the pointers name',
        pointers: errors.flatMap((error) => pointersOf(error, '')),
      }),
  });
}

const UNKNOWN_PROPERTY = 'whitelistValidation';

function pointersOf(error: ValidationError, parent: string): Pointer[] {
  const own = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`; // RFC 6901 §3
  const rules = Object.keys(error.constraints ?? {});
  return [
    ...rules.map((rule) =>
      // an unknown name was chosen by the sender: point to where it stands
      rule === UNKNOWN_PROPERTY ? { pointer: parent, rule: 'unknownProperty' } : { pointer: own, rule },
    ),
    ...(error.children ?? []).flatMap((child) => pointersOf(child, own)),
  ];
}
