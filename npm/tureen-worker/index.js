'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { peerDependencies } = require('./package.json');

const [oldest, newest] = peerDependencies.mediasoup.match(/\d+\.\d+\.\d+/g);

/** Compares two versions of three numbers. */
function compare(one, other) {
  const parts = (text) => text.split('-')[0].split('.').map(Number);
  const [a, b] = [parts(one), parts(other)];
  for (let i = 0; i < 3; i++) {
    if (a[i] !== b[i]) {
      return a[i] - b[i];
    }
  }

  return 0;
}

/** The version of mediasoup that the application has installed; undefined if it has none. */
function findMediasoup() {
  let folder;
  try {
    folder = path.dirname(require.resolve('mediasoup', { paths: [process.cwd(), __dirname] }));
  } catch {
    return undefined;
  }

  for (; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (fs.existsSync(file)) {
      const found = JSON.parse(fs.readFileSync(file, 'utf8'));
      if (found.name === 'mediasoup') {
        return found.version;
      }
    }
  }

  return undefined;
}

function isSupported(version) {
  return compare(version, oldest) >= 0 && compare(version, newest) <= 0;
}

const installed = findMediasoup();
if (installed !== undefined && !isSupported(installed)) {
  throw new Error(
    `tureen-worker works with mediasoup ${oldest} to ${newest}, not ${installed}. On Node 20, name the version: npm install mediasoup@${newest}`,
  );
}

exports.path = path.join(__dirname, 'mediasoup-worker');
exports.isSupported = isSupported;
exports.oldestMediasoup = oldest;
exports.newestMediasoup = newest;
