// `npm run prove:cluster`: two servers, Redis, PostgreSQL and HAProxy with TLS on loopback, and faults. The certificate is
// made here, since Node takes what else to trust only when it starts.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhatChanged } from './steps/build.mjs';
import { mustRun, run } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const needed = {
  '/usr/bin/redis-server': 'redis-server',
  '/usr/sbin/haproxy': 'haproxy',
  '/usr/bin/openssl': 'openssl',
};
const missing = Object.entries(needed).flatMap(([path, name]) => (existsSync(path) ? [] : [name]));
if (missing.length > 0) {
  say(`not installed: ${missing.join(', ')} (Debian: apt-get install ${missing.join(' ')})`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'liaison-cluster-'));
const [key, certificate, pem] = ['key.pem', 'certificate.pem', 'tls.pem'].map((name) => join(folder, name));
const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
try {
  await buildWhatChanged();
  const out = ['-keyout', key, '-out', certificate];
  await mustRun('openssl', run('openssl', [...request, ...names, ...out], { stdio: 'ignore' }));
  writeFileSync(pem, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'), { mode: 0o600 });
  const program = ['--import', './scripts/steps/typescript.mjs', 'test/faults/prove-cluster.ts'];
  process.exitCode = await run(process.execPath, [...program, ...process.argv.slice(2)], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate, PROVE_TLS_PEM: pem },
  });
} catch (error) {
  say(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
