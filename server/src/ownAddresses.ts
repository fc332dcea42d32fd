import { networkInterfaces } from 'node:os';

/** The addresses of this machine. They may change while the server runs. */
export const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
