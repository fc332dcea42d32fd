import type { RequestErrorCode, ScanErrorCode } from '@seo-live/protocol';

/** Codes that this extension makes itself. Those of the server are in the contract. */
type ExtensionCode =
  | 'network'
  | 'timeout'
  | 'host_permission'
  /** Another program answered, or our server in a form that we cannot read. */
  | 'bad_answer'
  | 'no_such_route'
  | 'forbidden'
  /** The address leads to another one, which is mostly a log-in. It is not followed, since we send a token. */
  | 'redirected'
  | 'not_paired'
  | 'expired'
  | 'invalid_server_url'
  | 'https_required'
  | 'invalid_settings'
  | 'notifications_blocked'
  | 'no_background'
  // Of live updates and their test.
  | 'websocket_off'
  | 'socket_blocked'
  | 'lost'
  // Of basic servers.
  | 'cannot_start'
  | 'cannot_cancel'
  | 'not_allowed'
  | 'no_job_id'
  | 'maybe_started'
  | 'no_id'
  | 'unknown_id';

/** Why something failed. Codes are open on the wire: a newer server may send one that is not listed here. */
export type FailureCode = RequestErrorCode | ScanErrorCode | ExtensionCode;

/** Codes for which the stored value of a followed job says that the server no longer has it. */
export type RemovedCode = 'not_found' | 'deleted';

/** What the extension does about a failure. Each trait is absent where it does not apply. */
export interface FailureTraits {
  /** The same command fails again, so it is not sent again. Some HTTP statuses say so for every code. */
  final?: true;
  /** The command may have been carried out although no answer came. */
  mayHaveRun?: true;
  /** The job is not on the server. `unknown`: it never was, or it is someone else's. `erased`: it was deleted. */
  removed?: 'unknown' | 'erased';
  /** The server no longer accepts our token. No request is made until the person gives another one. */
  refusesToken?: true;
  /** Our server answered, or a proxy that speaks for it: it is reachable. */
  answered?: true;
  /** Nothing answered. */
  silent?: true;
  /** The server asks us to wait. That counts as an answer, not as a failure. */
  asksToWait?: true;
  /** The reason to show while REST fails with this code. The next answer of REST replaces it. */
  restReason?: FailureCode;
  /** Live updates are turned off, by this person or by the server. Their absence is no failure. */
  liveOff?: 'here' | 'there';
  /** Another try of the socket gets the same answer: polling begins at once. */
  pollsAtOnce?: true;
  /** REST answers and the socket does not: polling goes on beside further tries of the socket. */
  pollsBeside?: true;
  /** The browser withholds the answer from us, so the server may be well. */
  blockedHere?: true;
  /** The server has no such route. With `removed` as well, it may also be the job that is missing. */
  lacksRoute?: true;
  /** Which ability a basic server lacks. */
  lacks?: 'starts' | 'cancels';
  /** A basic server may answer `/api/config` like this. Only the person can know whether it is one. */
  mayBeBasic?: true;
  /** The server could not use what we sent. */
  invalid?: true;
  /** The answer could not be used. It may be broken for one job only. */
  unreadable?: true;
  /** The pairing code is wrong, used or too old. */
  wrongCode?: true;
  /** The same person scans this site already. */
  runsAlready?: true;
}

/** Codes without any of the traits. A code that is neither here nor in the table does not compile. */
type OrdinaryCode =
  | Exclude<ScanErrorCode, RequestErrorCode>
  | 'invalid_url'
  | 'unsupported_scheme'
  | 'url_too_long'
  | 'address_refused'
  | 'wrong_state'
  | 'too_many_rooms'
  | 'idempotency_mismatch'
  | 'not_paired'
  | 'expired'
  | 'invalid_server_url'
  | 'https_required'
  | 'invalid_settings'
  | 'notifications_blocked'
  | 'no_background'
  | 'lost'
  | 'not_allowed'
  | 'no_id'
  | 'unknown_id';

const traits: Record<Exclude<FailureCode, OrdinaryCode>, FailureTraits> = {
  unauthorized: { answered: true, refusesToken: true },
  rate_limited: { answered: true, asksToWait: true, restReason: 'rate_limited' },
  server_full: { answered: true },
  internal: { answered: true, restReason: 'internal' },
  // Where REST itself is refused, nothing comes through at all.
  forbidden_origin: { answered: true, pollsAtOnce: true, restReason: 'forbidden' },
  websocket_disabled: { liveOff: 'there', pollsAtOnce: true },
  websocket_off: { liveOff: 'here' },
  socket_blocked: { pollsBeside: true },
  unavailable: { restReason: 'unavailable' },
  forbidden: { restReason: 'forbidden', mayBeBasic: true },
  redirected: { restReason: 'redirected' },
  bad_answer: { restReason: 'bad_answer', mayBeBasic: true, unreadable: true },
  no_such_route: { restReason: 'no_such_route', lacksRoute: true },
  host_permission: { restReason: 'host_permission', blockedHere: true },
  timeout: { mayHaveRun: true, silent: true },
  network: { silent: true },
  not_found: { removed: 'unknown', lacksRoute: true },
  deleted: { removed: 'erased' },
  invalid_request: { invalid: true },
  pairing_refused: { wrongCode: true },
  already_running: { runsAlready: true },
  cannot_start: { final: true, lacks: 'starts' },
  cannot_cancel: { final: true, lacks: 'cancels' },
  no_job_id: { final: true },
  maybe_started: { final: true },
};
const unknown: FailureTraits = {};

/** An unknown code, and no code, has no traits. */
export const failureTraitsOf = (code: string | null | undefined): FailureTraits =>
  Object.hasOwn(traits, code ?? '') ? traits[code as keyof typeof traits] : unknown;

export const isRemoved = (code: string | undefined): code is RemovedCode =>
  failureTraitsOf(code).removed !== undefined;
