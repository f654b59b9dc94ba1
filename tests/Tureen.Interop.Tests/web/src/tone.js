/** A track with a tone, in place of a microphone. */
export class Tone {
  #gain;

  constructor(frequency) {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency });
    this.#gain = new GainNode(context, { gain: 0.3 });
    const destination = context.createMediaStreamDestination();
    oscillator.connect(this.#gain).connect(destination);
    oscillator.start();
    [this.track] = destination.stream.getAudioTracks();
  }

  set(isOn) {
    this.#gain.gain.value = isOn ? 0.3 : 0;
  }
}

const analysers = new Map();

/** The loudest frequency of a track, in Hz, and how loud it is, in dB of the full scale. */
export function loudestTone(track) {
  let analyser = analysers.get(track.id);
  if (!analyser) {
    const context = new AudioContext();
    analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    analysers.set(track.id, analyser);
  }

  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const loudest = levels.reduce((best, level, bin) => (level > levels[best] ? bin : best), 0);
  return { frequency: (loudest * analyser.context.sampleRate) / analyser.fftSize, decibels: Math.max(-200, levels[loudest]) };
}
