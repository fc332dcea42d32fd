import type { FetchFailure } from '@seo-live/audit';

const byCode: Readonly<Record<string, FetchFailure>> = {
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  EAI_NODATA: 'name_not_found',
  EAI_NONAME: 'name_not_found',
  ENODATA: 'name_not_found',
  ADDRESS_REFUSED: 'address_refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'bad_answer',
  UND_ERR_INVALID_ARG: 'bad_answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'bad_answer',
  EPROTO: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_chain',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
};

const tls = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|CRL_)/;

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'cause' in error ? codeOf(error.cause) : '';
}

/** The failure that a network error stands for. An unknown error counts as a broken connection. */
export function failureOf(error: unknown): FetchFailure {
  const code = codeOf(error);
  if (byCode[code] !== undefined) return byCode[code];
  if (tls.test(code)) return 'tls';
  const notHttp = code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError');
  return notHttp ? 'bad_answer' : 'connection';
}
