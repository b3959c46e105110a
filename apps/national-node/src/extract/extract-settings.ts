import { file, integer, url } from '#libs/platform';

/** Settings of a node that issues certified extracts, or believes those of others. */
export const extractSettings = {
  timestampUrl: url(['https:', 'http:'], {
    ...{
      name: 'CREX_TIMESTAMP_URL',
      meaning: 'time-stamp authority (RFC 3161); a node that names one issues certified extracts (its token is signed)',
    },
    default: undefined,
  }),
  timestampCa: file({
    ...{
      name: 'CREX_TIMESTAMP_CA_FILE',
      meaning: 'CA certificates of the time-stamp authorities that are believed (PEM), the own one and those of others',
    },
    default: undefined,
  }),
  timestampCrl: file({
    ...{
      name: 'CREX_TIMESTAMP_CRL_FILE',
      meaning: 'revocation list of the own time-stamp authority’s CA (DER or PEM), read anew for each extract',
    },
    default: undefined,
  }),
  extractAddress: url(['https:'], {
    ...{
      name: 'CREX_EXTRACT_ADDRESS',
      meaning: 'where a printed extract of this country is checked: its page /verify',
    },
    default: undefined,
  }),
  extractValidityDays: integer({
    ...{
      name: 'CREX_EXTRACT_VALIDITY_DAYS',
      meaning: 'days for which an extract holds',
      min: 1,
      max: 366,
      default: 90,
    },
  }),
};
