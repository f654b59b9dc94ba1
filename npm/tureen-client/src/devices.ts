const CAMERA: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };
const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Cameras, microphones and speakers. Before the user has allowed one, browsers leave out their names. */
export async function listDevices(): Promise<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[]; speakers: MediaDeviceInfo[] }> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind): MediaDeviceInfo[] => all.filter((device) => device.kind === kind);
  return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput'), speakers: ofKind('audiooutput') };
}

/** Calls a handler when devices come and go; the returned function ends that. */
export function watchDevices(handler: () => void): () => void {
  navigator.mediaDevices.addEventListener('devicechange', handler);
  return () => navigator.mediaDevices.removeEventListener('devicechange', handler);
}

/** Opens the microphone. */
export async function openMicrophone(constraints: MediaTrackConstraints = {}): Promise<MediaStreamTrack> {
  return first(await navigator.mediaDevices.getUserMedia({ audio: { ...MICROPHONE, ...constraints } }));
}

/** Opens the camera. */
export async function openCamera(constraints: MediaTrackConstraints = {}): Promise<MediaStreamTrack> {
  return first(await navigator.mediaDevices.getUserMedia({ video: { ...CAMERA, ...constraints } }));
}

/** Lets the user choose a screen or a window. */
export async function openScreen(constraints: MediaTrackConstraints = {}): Promise<MediaStreamTrack> {
  return first(await navigator.mediaDevices.getDisplayMedia({ video: constraints }));
}

function first(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks();
  if (!track) {
    throw new Error('the browser opened no device');
  }

  return track;
}
