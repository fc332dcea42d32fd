import { startBasicServer } from '../server/basicServer.ts';
import { startFastapiServer } from '../server/fastapiServer.ts';
import { startSmallSite } from '../sites/smallSite.ts';

/** A server of another make, and what the screens must show of one scan there. */
export interface InteropServer {
  url: string;
  /** The pairing code; null where the server has none. */
  code(): Promise<string | null>;
  /** The address to scan. */
  site: string;
  /** The title of the notification. */
  title: RegExp;
  /** A step in the middle of the timeline, and the last one. */
  step: RegExp;
  end: RegExp;
  close(): Promise<void>;
}

async function openFastapi(): Promise<InteropServer> {
  const site = await startSmallSite({ pages: 30 });
  const server = await startFastapiServer();
  return {
    url: server.url,
    code: async () => (await server.pair('anna')).code,
    site: site.url,
    title: /^127\.0\.0\.1: \d+$/,
    step: /Looking at the start page/,
    end: /Done.*100%/,
    async close() {
      await server.close();
      await site.close();
    },
  };
}

async function openBasic(): Promise<InteropServer> {
  const server = await startBasicServer();
  return {
    url: server.url,
    code: async () => null,
    site: 'https://example.com/',
    title: /^example\.com: completed$/,
    step: /Reading the start page/,
    end: /Finished.*100%/,
    close: server.close,
  };
}

export const interopServers = {
  'the FastAPI demo on Debian’s packages': openFastapi,
  'a basic server': openBasic,
};
