// mediasoup's own tests, as its package carries them: compiled, below node_modules.
export default {
  rootDir: 'node_modules/mediasoup/node/lib/test',
  testRegex: 'test-[^/]+\\.js$',
  testPathIgnorePatterns: [],
  transform: {},
  haste: { retainAllFiles: true },
};
