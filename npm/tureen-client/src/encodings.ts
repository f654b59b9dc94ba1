import type { types } from 'mediasoup-client';

/** Lines from which on browsers send three sizes. */
const LINES_FOR_THREE = 540;

/** Lines from which on half of them still make a useful picture. */
const LINES_FOR_TWO = 270;

const ALL: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 200_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 700_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 2_000_000, scalabilityMode: 'L1T3' },
];

/** The sizes in which a camera is sent, smallest first, so that each of the others gets the one that fits. */
export function cameraEncodings(track: MediaStreamTrack): types.RtpEncodingParameters[] {
  const { width = Infinity, height = Infinity } = track.getSettings();
  const lines = Math.min(width, height);
  return lines >= LINES_FOR_THREE ? ALL : ALL.slice(lines >= LINES_FOR_TWO ? 1 : 2);
}
