/**
 * Public key of the unpacked build. It gives the extension the same id, and so the same Origin, on every
 * machine. Nobody keeps the private key: extension stores sign with their own.
 */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2FdR/tCnS89rx8PejhHGCuzDl8y2DqARj86J/2DdiudZ2sJ4zwd679cLnRA0II75bXKHXEaBpUhjaynCLJG2oYDb37FIko+1704/G79vPY+dB3jv5ZbKHa0Bfw12guWpTGpnbWEoSPb/2C+yes6x6l4oJmaMsm4o80Q38b3ZBKuz2/9F6fxjc4cqzxOuD3P/iCEDvcK9iOSnTK+BfAJQTeOKWLjZwCvrvqtvXFQTPpYHoOy42BLTiB22pqADHfs7ECu0UjdqwjJ87Cu2TIJtu9lCTtnDE9J2X3e9uMQzIlztX2xjaOjKwisG3TwCCi3LsYQGP9L7NixPOHNWBaaVQwIDAQAB';

/** The id Chrome derives from {@link EXTENSION_KEY}: sha-256, first 32 hex digits as a–p. */
export const EXTENSION_ID = 'ajmghdcngiiolbaachgmhcndnimofhkm';

export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`;

/** Id of the extension in Firefox, in every build. Its Origin there is random for each profile. */
export const GECKO_ID = 'seo-live@seo-live';
