import puppeteer from 'puppeteer-core';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--no-first-run',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  // Pages in the background must go on decoding.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // The codec plug-in for H264 would be downloaded.
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'extensions.update.enabled': false,
};

/** Starts a headless browser with a fake camera and microphone: name is chromium or firefox. */
export function launch(name, executablePath) {
  return name === 'firefox'
    ? puppeteer.launch({
      browser: 'firefox',
      executablePath: executablePath ?? '/usr/bin/firefox-esr',
      headless: true,
      extraPrefsFirefox: FIREFOX_PREFERENCES,
      protocolTimeout: 120_000,
    })
    : puppeteer.launch({
      browser: 'chrome',
      executablePath: executablePath ?? '/usr/bin/chromium',
      headless: true,
      args: CHROMIUM_FLAGS,
      protocolTimeout: 120_000,
    });
}
