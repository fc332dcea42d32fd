import type { ConnectionState } from './connectionStates';
import type { FailureCode } from './failureTraits';

/** How screens explain a failure, and what they offer. What the extension does itself is in `failureTraits`. */
interface FailureLook {
  /** Who reports it. Words: `scan_failure.{code}` for a scan, `failure.{code}` for the others. */
  source: 'rest' | 'socket' | 'scan' | 'extension' | 'basic';
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

const refused = { source: 'rest', retries: 'nobody' } as const;
const later = { source: 'rest', retries: 'extension' } as const;
const handshake = { source: 'socket', retries: 'extension' } as const;
const scan = { source: 'scan', retries: 'nobody' } as const;
const here = { source: 'extension', retries: 'nobody' } as const;
const basic = { source: 'basic', retries: 'nobody' } as const;

/** One row for every code. A forgotten code does not compile. */
export const failureLooks: Record<FailureCode, FailureLook> = {
  invalid_request: { ...refused, misunderstood: true },
  invalid_url: refused,
  unsupported_scheme: refused,
  url_too_long: refused,
  address_refused: refused,
  pairing_refused: refused,
  wrong_state: refused,
  already_running: refused,
  deleted: refused,
  not_found: { ...refused, test: { reached: 'foreign', room: 'none' } },
  idempotency_mismatch: { ...refused, retries: 'person' },
  unauthorized: {
    ...refused,
    retries: 'person',
    remedy: 'pair',
    test: { token: 'unauthorized', socket: 'unauthorized' },
  },
  rate_limited: { ...later, state: 'rate_limited' },
  unavailable: { ...later, state: 'not_ready' },
  internal: { ...later, state: 'not_ready' },
  too_many_rooms: handshake,
  server_full: { ...handshake, state: 'server_full', kept: 'kept_full', test: { socket: 'server_full' } },
  forbidden_origin: { ...handshake, state: 'forbidden_origin', test: { socket: 'forbidden_origin' } },
  websocket_disabled: { ...handshake, state: 'websocket_disabled' },

  name_not_found: scan,
  site_unreachable: scan,
  site_timeout: scan,
  site_blocks_us: scan,
  tls_failed: scan,
  tls_chain_incomplete: scan,
  page_too_large: scan,
  page_unreadable: scan,
  too_many_redirects: scan,
  redirect_loop: scan,
  not_html: scan,
  start_page_error: scan,
  robots_unavailable: scan,
  robots_forbids: scan,
  robots_forbids_us: scan,
  leads_to_other_site: scan,
  crashed_repeatedly: scan,

  network: {
    ...here,
    retries: 'extension',
    kept: 'kept',
    test: { reached: 'silent', token: 'silent' },
  },
  timeout: {
    ...here,
    retries: 'extension',
    kept: 'kept',
    test: {
      reached: 'silent',
      token: 'silent',
      socket: 'blocked',
      round_trip: 'timeout',
      room: 'timeout',
    },
  },
  host_permission: { ...here, retries: 'extension', state: 'no_access', remedy: 'allow_access' },
  bad_answer: {
    ...here,
    retries: 'person',
    state: 'not_our_server',
    misunderstood: true,
    test: { reached: 'foreign' },
  },
  no_such_route: {
    ...here,
    retries: 'person',
    state: 'not_our_server',
    misunderstood: true,
    test: { reached: 'foreign' },
  },
  forbidden: { ...here, retries: 'person', state: 'refused' },
  redirected: { ...here, retries: 'person', state: 'refused', test: { reached: 'foreign' } },
  not_paired: { ...here, retries: 'person', remedy: 'pair' },
  expired: { ...here, retries: 'person' },
  invalid_server_url: here,
  https_required: here,
  invalid_settings: here,
  notifications_blocked: here,
  no_background: { ...here, interrupted: true },
  websocket_off: here,
  socket_blocked: { ...here, test: { socket: 'blocked' } },
  lost: { ...here, test: { round_trip: 'lost', room: 'lost' } },

  not_allowed: { ...basic, retries: 'person' },
  maybe_started: { ...basic, retries: 'person' },
  cannot_start: basic,
  cannot_cancel: basic,
  no_job_id: basic,
  no_id: basic,
  unknown_id: basic,
};
const unknown: FailureLook = refused;

/** An unknown code is shown as a refusal by a newer server, which nobody tries again. */
export const failureLookOf = (code: string | null | undefined): FailureLook =>
  Object.hasOwn(failureLooks, code ?? '') ? failureLooks[code as FailureCode] : unknown;
