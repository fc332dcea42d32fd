import { z } from 'zod/mini';
import { MAX_JOB_ID_LENGTH } from './defaultScanOptions.ts';

/** A job's name on the wire and in the room `job_{job_id}`. */
export const jobIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(MAX_JOB_ID_LENGTH));

/** Base36 milliseconds of fixed width, so that epochs sort as text. */
export const epochSchema = z.string().check(z.regex(/^[0-9a-z]{1,16}$/));

/** ISO 8601; plain servers may send it without a zone, which then only orders. */
export const timestampSchema = z.string().check(z.minLength(10), z.maxLength(40));

/**
 * A room that is no job's: whoever joins it gets a snapshot and then one `job_progress`, to see that messages
 * come through. A server that does not know it answers `not_found`, which proves the round trip as well.
 */
export const TEST_JOB_ID = 'connection_test';

export const roomOf = (jobId: string): string => `job_${jobId}`;

/**
 * Public key of the unpacked build, so that its id, and with it its Origin, is the same on every
 * machine. The private half is not kept: stores sign with their own.
 */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2FdR/tCnS89rx8PejhHGCuzDl8y2DqARj86J/2DdiudZ2sJ4zwd679cLnRA0II75bXKHXEaBpUhjaynCLJG2oYDb37FIko+1704/G79vPY+dB3jv5ZbKHa0Bfw12guWpTGpnbWEoSPb/2C+yes6x6l4oJmaMsm4o80Q38b3ZBKuz2/9F6fxjc4cqzxOuD3P/iCEDvcK9iOSnTK+BfAJQTeOKWLjZwCvrvqtvXFQTPpYHoOy42BLTiB22pqADHfs7ECu0UjdqwjJ87Cu2TIJtu9lCTtnDE9J2X3e9uMQzIlztX2xjaOjKwisG3TwCCi3LsYQGP9L7NixPOHNWBaaVQwIDAQAB';

/** The id Chrome derives from {@link EXTENSION_KEY}: sha-256, first 32 hex digits as a–p. */
export const EXTENSION_ID = 'ajmghdcngiiolbaachgmhcndnimofhkm';

export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`;

/** Id of the extension in Firefox, in every build. Its Origin there is another, random for each profile. */
export const GECKO_ID = 'seo-live@seo-live';
