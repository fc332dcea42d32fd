import type { ConnectionState } from './connectionStates';
import type { FailureCode } from './failureTraits';

/** How screens explain a failure, and what they offer. What the extension does itself is in `failureTraits`. */
interface FailureLook {
  /** Who repeats a start that failed with this code: the extension, the person with a button, or nobody. */
  retries: 'extension' | 'person' | 'nobody';
  /** The state of the connection while this code is the reason that there is no live connection. */
  state?: ConnectionState;
  /** What removes the cause. */
  remedy?: 'pair' | 'allow_access';
  /** Words for a start that waits: `job.{kept}`. */
  kept?: 'kept' | 'kept_full';
  /** The extension's own background went away before it answered. */
  interrupted?: true;
  /** One side does not understand the other. An old extension may be the cause. */
  misunderstood?: true;
  /** The outcome of each step of the connection test; without one, the words of the failure fit. */
  test?: Partial<StepOutcomes>;
}

/** Last parts of `test.{step}.{outcome}`. */
export interface StepOutcomes {
  reached: 'silent' | 'foreign';
  token: 'silent' | 'unauthorized';
  /** `blocked`: the words also name the kind of server. */
  socket: 'blocked' | 'unauthorized' | 'forbidden_origin' | 'server_full';
  round_trip: 'timeout' | 'lost';
  room: 'timeout' | 'lost' | 'none';
}

const nobody = { retries: 'nobody' } as const;
const extension = { retries: 'extension' } as const;
const person = { retries: 'person' } as const;

/** One row for every code. A forgotten code does not compile. */
export const failureLooks: Record<FailureCode, FailureLook> = {
  // Requests, and the handshake of the socket.
  invalid_request: { ...nobody, misunderstood: true },
  invalid_url: nobody,
  unsupported_scheme: nobody,
  url_too_long: nobody,
  address_refused: nobody,
  pairing_refused: nobody,
  wrong_state: nobody,
  already_running: nobody,
  deleted: nobody,
  not_found: { ...nobody, test: { reached: 'foreign', room: 'none' } },
  idempotency_mismatch: person,
  unauthorized: {
    ...person,
    remedy: 'pair',
    test: { token: 'unauthorized', socket: 'unauthorized' },
  },
  rate_limited: { ...extension, state: 'rate_limited' },
  unavailable: { ...extension, state: 'not_ready' },
  internal: { ...extension, state: 'not_ready' },
  too_many_rooms: extension,
  server_full: { ...extension, state: 'server_full', kept: 'kept_full', test: { socket: 'server_full' } },
  forbidden_origin: { ...extension, state: 'forbidden_origin', test: { socket: 'forbidden_origin' } },
  websocket_disabled: { ...extension, state: 'websocket_disabled' },

  // Scans.
  name_not_found: nobody,
  site_unreachable: nobody,
  site_timeout: nobody,
  site_blocks_us: nobody,
  tls_failed: nobody,
  page_too_large: nobody,
  too_many_redirects: nobody,
  redirect_loop: nobody,
  not_html: nobody,
  start_page_error: nobody,
  robots_unavailable: nobody,
  robots_forbids: nobody,
  crashed_repeatedly: nobody,

  // The extension itself.
  network: {
    ...extension,
    kept: 'kept',
    test: { reached: 'silent', token: 'silent' },
  },
  timeout: {
    ...extension,
    kept: 'kept',
    test: {
      reached: 'silent',
      token: 'silent',
      socket: 'blocked',
      round_trip: 'timeout',
      room: 'timeout',
    },
  },
  host_permission: { ...extension, state: 'no_access', remedy: 'allow_access' },
  bad_answer: {
    ...person,
    state: 'not_our_server',
    misunderstood: true,
    test: { reached: 'foreign' },
  },
  no_such_route: {
    ...person,
    state: 'not_our_server',
    misunderstood: true,
    test: { reached: 'foreign' },
  },
  forbidden: { ...person, state: 'refused' },
  not_paired: { ...person, remedy: 'pair' },
  expired: person,
  invalid_server_url: nobody,
  https_required: nobody,
  invalid_settings: nobody,
  notifications_blocked: nobody,
  no_background: { ...nobody, interrupted: true },
  websocket_off: nobody,
  socket_blocked: { ...nobody, test: { socket: 'blocked' } },
  lost: { ...nobody, test: { round_trip: 'lost', room: 'lost' } },

  // Basic servers.
  not_allowed: person,
  maybe_started: person,
  cannot_start: nobody,
  cannot_cancel: nobody,
  no_job_id: nobody,
  no_id: nobody,
  unknown_id: nobody,
};
const unknown: FailureLook = nobody;

/** An unknown code is shown as a refusal by a newer server, which nobody tries again. */
export const failureLookOf = (code: string | null | undefined): FailureLook =>
  Object.hasOwn(failureLooks, code ?? '') ? failureLooks[code as FailureCode] : unknown;
