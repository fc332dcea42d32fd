/** The URL of a listening server for a client on the same machine. */
export function listeningUrl(host: string, port: number): string {
  // These two mean every address of the machine.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
