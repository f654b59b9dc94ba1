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

/**
 * Starts a headless browser with a fake camera and microphone.
 * @param name chromium or firefox
 * @param executablePath null for where Debian has it
 * @param secureOrigin an origin that is as secure as with a certificate; null for none
 */
export function launch(name, executablePath, secureOrigin) {
  return name === 'firefox'
    ? puppeteer.launch({
      browser: 'firefox',
      executablePath: executablePath ?? '/usr/bin/firefox-esr',
      headless: true,
      extraPrefsFirefox: secureOrigin
        ? { ...FIREFOX_PREFERENCES, 'dom.securecontext.allowlist': new URL(secureOrigin).hostname, 'media.devices.insecure.enabled': true, 'media.getusermedia.insecure.enabled': true }
        : FIREFOX_PREFERENCES,
      protocolTimeout: 120_000,
    })
    : puppeteer.launch({
      browser: 'chrome',
      executablePath: executablePath ?? '/usr/bin/chromium',
      headless: true,
      args: secureOrigin ? [...CHROMIUM_FLAGS, `--unsafely-treat-insecure-origin-as-secure=${secureOrigin}`] : CHROMIUM_FLAGS,
      protocolTimeout: 120_000,
    });
}
