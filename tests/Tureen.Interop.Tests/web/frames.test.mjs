// The cipher of end-to-end encryption, in Node, whose cryptography is that of browsers.
import assert from 'node:assert/strict';
import test from 'node:test';

const { Opener, Sealer, importKey } = await import(new URL('../../../src/Tureen.Client.Browser/tureen-frames.js', import.meta.url));

const keyOf = (fill) => importKey(new Uint8Array(32).fill(fill));
const frame = (length, first = 0) => Uint8Array.from({ length }, (_, index) => (index === 0 ? first : (index * 7) & 255));

test('whoever has the key reads what was sent', async () => {
  const [sealer, opener] = [new Sealer(keyOf(1)), new Opener(keyOf(1))];
  for (const [type, data] of [['video/vp8', frame(900)], ['video/vp8', frame(40, 1)], ['video/vp9', frame(1)], ['audio/opus', frame(1)], ['audio/opus', frame(120)]]) {
    const sealed = await sealer.seal(data, type);
    assert.deepEqual(await opener.open(sealed, type), data);
  }
});

test('a server reads the header of VP8 and the first byte of Opus, and nothing else', async () => {
  const sealer = new Sealer(keyOf(1));
  for (const [type, data, clear] of [['video/vp8', frame(900), 10], ['video/vp8', frame(900, 1), 3], ['audio/opus', frame(120), 1], ['video/vp9', frame(90), 0]]) {
    const sealed = await sealer.seal(data, type);
    assert.equal(sealed.length, data.length + 16 + 13);
    assert.deepEqual(sealed.subarray(0, clear), data.subarray(0, clear));
    assert.notDeepEqual(sealed.subarray(clear, clear + 16), data.subarray(clear, clear + 16));
  }
});

test('nobody reads it with another key', async () => {
  assert.equal(await new Opener(keyOf(2)).open(await new Sealer(keyOf(1)).seal(frame(100), 'video/vp8'), 'video/vp8'), null);
});

test('a change of any byte is noticed, and so is what was never encrypted', async () => {
  const [sealer, opener] = [new Sealer(keyOf(1)), new Opener(keyOf(1))];
  const sealed = await sealer.seal(frame(40), 'video/vp8');
  for (let index = 0; index < sealed.length; index++) {
    const changed = sealed.slice();
    changed[index] ^= 0x10;
    assert.equal(await opener.open(changed, 'video/vp8'), null, `byte ${index}`);
  }

  for (let length = 0; length < sealed.length; length++) {
    assert.equal(await opener.open(sealed.slice(0, length), 'video/vp8'), null, `length ${length}`);
    assert.equal(await opener.open(frame(length), 'video/vp8'), null);
  }

  assert.deepEqual(await opener.open(sealed, 'video/vp8'), frame(40));
});

test('a frame comes once, and frames may overtake each other a little', async () => {
  const [sealer, opener] = [new Sealer(keyOf(1)), new Opener(keyOf(1))];
  const sealed = [];
  for (let index = 0; index < 1100; index++) {
    sealed.push(await sealer.seal(frame(20), 'audio/opus'));
  }

  for (const index of [3, 1, 2, 1060]) {
    assert.notEqual(await opener.open(sealed[index], 'audio/opus'), null);
    assert.equal(await opener.open(sealed[index], 'audio/opus'), null);
  }

  assert.equal(await opener.open(sealed[0], 'audio/opus'), null);
  assert.notEqual(await opener.open(sealed[1059], 'audio/opus'), null);
});

test('two senders never use one key', async () => {
  const [one, other] = [await new Sealer(keyOf(1)).seal(frame(100), 'audio/opus'), await new Sealer(keyOf(1)).seal(frame(100), 'audio/opus')];
  assert.notDeepEqual(one.subarray(1, 85), other.subarray(1, 85));
});

test('a sender that begins again is read, and many that have no key cost no memory', async () => {
  const opener = new Opener(keyOf(1));
  for (let index = 0; index < 20; index++) {
    assert.notEqual(await opener.open(await new Sealer(keyOf(1)).seal(frame(20), 'audio/opus'), 'audio/opus'), null);
    assert.equal(await opener.open(await new Sealer(keyOf(2)).seal(frame(20), 'audio/opus'), 'audio/opus'), null);
  }
});

test('a codec that a server could not forward is not sent', async () => {
  assert.equal(await new Sealer(keyOf(1)).seal(frame(20), 'video/h264'), null);
});
