import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const extensions = (host: string) => `
[req]
distinguished_name = nobody
prompt = no
[nobody]
CN = SEO Live test authority
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:${host}
`;

export interface TestAuthority {
  /** The authority's certificate, PEM. */
  ca: string;
  /** Files of the server's certificate, its key, and both in one. */
  cert: string;
  key: string;
  both: string;
  /** Makes Chromium with this HOME trust the authority: adds its certificate to the NSS store there. */
  trustIn(home: string): Promise<void>;
}

/** Makes a certificate authority and a certificate for `host` signed by it, as files in `folder`. */
export async function makeTestAuthority(folder: string, host: string): Promise<TestAuthority> {
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await writeFile(file('openssl.cnf'), extensions(host));
  const config = ['-config', 'openssl.cnf'];
  await openssl(
    ...['req', '-x509', ...newKey, ...config, '-extensions', 'authority', '-days', '2'],
    ...['-keyout', 'ca.key', '-out', 'ca.pem'],
  );
  await openssl(
    'req',
    '-new',
    ...newKey,
    ...config,
    '-subj',
    `/CN=${host}`,
    '-keyout',
    'key.pem',
    '-out',
    'csr',
  );
  await openssl(
    ...['x509', '-req', '-in', 'csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'],
    ...['-extfile', 'openssl.cnf', '-extensions', 'server', '-out', 'cert.pem'],
  );
  const [cert, key] = await Promise.all(['cert.pem', 'key.pem'].map((name) => readFile(file(name), 'utf8')));
  await writeFile(file('both.pem'), `${cert}${key}`, { mode: 0o600 });
  return {
    ca: await readFile(file('ca.pem'), 'utf8'),
    cert: file('cert.pem'),
    key: file('key.pem'),
    both: file('both.pem'),
    async trustIn(home) {
      const store = path.join(home, '.pki', 'nssdb');
      await mkdir(store, { recursive: true });
      await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
      await run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'test', '-t', 'C,,', '-i', file('ca.pem')]);
    },
  };
}
