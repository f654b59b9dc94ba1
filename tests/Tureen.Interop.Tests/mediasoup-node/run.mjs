// Runs mediasoup's own tests, unmodified, on the worker that MEDIASOUP_WORKER_BIN names. All arguments go to jest, for
// example: npm test -- -t "router.dump"
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const data = `${here}node_modules/mediasoup/node/lib/test/data`;

if (!process.env.MEDIASOUP_WORKER_BIN) {
  console.error('MEDIASOUP_WORKER_BIN is not set');
  process.exit(2);
}

// The package leaves out the certificate that one of its tests wants.
if (!existsSync(`${data}/dtls-cert.pem`)) {
  mkdirSync(data, { recursive: true });
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365', '-subj', '/CN=mediasoup',
    '-keyout', `${data}/dtls-key.pem`, '-out', `${data}/dtls-cert.pem`,
  ], { stdio: 'ignore' });
}

const jest = `${here}node_modules/jest/bin/jest.js`;
// A test that fails may leave a worker behind, and jest would wait for it.
const result = spawnSync(process.execPath, [jest, '--forceExit', '--ci', ...process.argv.slice(2)], { cwd: here, stdio: 'inherit' });
process.exit(result.status ?? 1);
