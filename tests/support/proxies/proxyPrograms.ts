import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillConfig } from './fillConfig.ts';
import type { TestAuthority } from './testAuthority.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Path of nginx: from the environment that set-up provides, else the places where set-up installs it. */
const nginxBinary = (): string =>
  process.env.SEO_LIVE_NGINX ??
  ['/usr/sbin/nginx', path.join(root, '.tools/nginx/usr/sbin/nginx')].find(existsSync) ??
  'nginx';

const deployed = (name: string) => readFileSync(path.join(root, 'deploy', name), 'utf8');

export interface ProxySetting {
  /** The proxy's own folder, for configuration, log and pid. */
  folder: string;
  /** The port that the proxy listens on, at 127.0.0.1. */
  port: number;
  /** The server's port on 127.0.0.1. */
  target: number;
  certificates: TestAuthority;
  /** Idle seconds after which the proxy closes a connection. Without it, the time in `deploy/`. */
  idleS?: number | undefined;
  /** The source address of the proxy's requests, to look like another machine. Only nginx supports it. */
  comesFrom?: string | undefined;
}

export interface ProxyProgram {
  binary: string;
  /** The file in `deploy/` that is used; only names and numbers are replaced. */
  file: string;
  /** False: the proxy never closes an idle WebSocket. */
  hasIdleTime: boolean;
  /** Writes the configuration. Returns the arguments that run the proxy in the foreground. */
  prepare(setting: ProxySetting): Promise<string[]>;
}

const nginx: ProxyProgram = {
  binary: nginxBinary(),
  file: 'nginx.conf',
  hasIdleTime: true,
  async prepare({ folder, port, target, certificates, idleS = 75, comesFrom }) {
    const site = fillConfig(deployed('nginx.conf'), {
      'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
      '127.0.0.1:8001': `127.0.0.1:${target}`,
      '/etc/ssl/seo-live/fullchain.pem': certificates.cert,
      '/etc/ssl/seo-live/key.pem': certificates.key,
      'proxy_read_timeout 75s': `proxy_read_timeout ${idleS}s`,
    });
    await writeFile(path.join(folder, 'site.conf'), site);
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${folder}/${kind};`,
    );
    const main = `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
${places.join('\n')}
access_log ${folder}/access.log;
${comesFrom ? `proxy_bind ${comesFrom};` : ''}
include ${folder}/site.conf;
}
`;
    await writeFile(path.join(folder, 'main.conf'), main);
    return ['-e', `${folder}/error.log`, '-p', folder, '-c', path.join(folder, 'main.conf')];
  },
};

const caddy: ProxyProgram = {
  binary: '/usr/bin/caddy',
  file: 'Caddyfile',
  hasIdleTime: false,
  async prepare({ folder, port, target, certificates }) {
    const site = fillConfig(deployed('Caddyfile'), {
      'seo.example.com {': `https://seo.example.com:${port} {\n\tbind 127.0.0.1\n\ttls ${certificates.cert} ${certificates.key}`,
      '127.0.0.1:8001': `127.0.0.1:${target}`,
    });
    await writeFile(
      path.join(folder, 'Caddyfile'),
      `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`,
    );
    return ['run', '--config', path.join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  },
};

const haproxy: ProxyProgram = {
  binary: '/usr/sbin/haproxy',
  file: 'haproxy.cfg',
  hasIdleTime: true,
  async prepare({ folder, port, target, certificates, idleS = 75 }) {
    const config = fillConfig(deployed('haproxy.cfg'), {
      'bind :443': `bind 127.0.0.1:${port}`,
      '127.0.0.1:8001': `127.0.0.1:${target}`,
      '/etc/haproxy/certs/seo.example.com.pem': certificates.both,
      'timeout tunnel 75s': `timeout tunnel ${idleS}s`,
    });
    await writeFile(path.join(folder, 'haproxy.cfg'), config);
    return ['-db', '-f', path.join(folder, 'haproxy.cfg')];
  },
};

const apache: ProxyProgram = {
  binary: '/usr/sbin/apache2',
  file: 'apache.conf',
  hasIdleTime: true,
  async prepare({ folder, port, target, certificates, idleS }) {
    const site = fillConfig(deployed('apache.conf'), {
      '*:443': `127.0.0.1:${port}`,
      '127.0.0.1:8001': `127.0.0.1:${target}`,
      '/etc/ssl/seo-live/fullchain.pem': certificates.cert,
      '/etc/ssl/seo-live/key.pem': certificates.key,
      'timeout=75': `timeout=${idleS ?? 75}`,
    });
    await writeFile(path.join(folder, 'site.conf'), site);
    const modules = ['mpm_event', 'authz_core', 'ssl', 'headers', 'proxy', 'proxy_http'].map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    );
    const main = `ServerName localhost
${modules.join('\n')}
${idleS ? `Timeout ${idleS}` : ''}
User www-data
Group www-data
DefaultRuntimeDir ${folder}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
Include ${folder}/site.conf
`;
    await writeFile(path.join(folder, 'main.conf'), main);
    return ['-d', folder, '-f', path.join(folder, 'main.conf'), '-DFOREGROUND'];
  },
};

export const proxyPrograms = { nginx, caddy, haproxy, apache };
export type ProxyName = keyof typeof proxyPrograms;

export const isInstalled = (name: ProxyName): boolean => existsSync(proxyPrograms[name].binary);
