const TILE = 16;
const HALF = 4;

/** A picture of coarse noise, twice as large as needed, so that it can be moved. */
function makeNoise(width, height) {
  const small = new OffscreenCanvas(Math.ceil((2 * width) / TILE), Math.ceil((2 * height) / TILE));
  const context = small.getContext('2d');
  const image = context.createImageData(small.width, small.height);
  let seed = 1;
  for (let i = 0; i < image.data.length; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    image.data[i] = i % HALF === HALF - 1 ? 255 : seed >>> 24;
  }

  context.putImageData(image, 0, 0);
  const large = new OffscreenCanvas(2 * width, 2 * height);
  large.getContext('2d').drawImage(small, 0, 0, large.width, large.height);
  return large;
}

/** A camera whose picture fills the bitrate of every encoding: noise that moves and changes. */
export function noiseTrack({ width, height, frameRate }) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  const noise = makeNoise(width, height);
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks();
  let frame = 0;
  setInterval(() => {
    frame++;
    context.globalAlpha = 1;
    context.drawImage(noise, -((3 * frame) % width), -((2 * frame) % height));
    // Another part of it shines through, and moves the other way: no motion vector serves both.
    context.globalAlpha = 0.2;
    context.drawImage(noise, ((5 * frame) % width) - width, ((3 * frame) % height) - height);
    track.requestFrame();
  }, 1000 / frameRate);
  return track;
}
