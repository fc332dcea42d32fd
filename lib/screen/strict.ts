import { z } from 'zod/mini';

// Its probe for `new Function` would be reported as a violation of the extension's content security policy.
z.config({ jitless: true });
