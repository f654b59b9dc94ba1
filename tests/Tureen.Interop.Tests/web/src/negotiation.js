import { Device } from 'mediasoup-client';

async function produce(device, transportOptions, { kind, encodings, codec, codecOptions }, tracks) {
  const transport = device.createSendTransport(structuredClone(transportOptions));
  const result = {};
  transport.on('connect', ({ dtlsParameters }, done) => {
    result.dtlsRole = dtlsParameters.role;
    done();
  });
  transport.on('produce', ({ rtpParameters }, done) => {
    result.rtpParameters = structuredClone(rtpParameters);
    done({ id: 'id' });
  });
  const track = tracks.find((one) => one.kind === kind).clone();
  try {
    await transport.produce({ track, encodings: encodings ?? undefined, codec: codec ?? undefined, codecOptions: codecOptions ?? undefined });
  } catch {
    result.error = true;
  }

  transport.close();
  return result;
}

/** Computes what the client negotiates for a router and a list of wishes, without a server: { routerRtpCapabilities, transport, cases }. */
export async function negotiate({ routerRtpCapabilities, transport, cases }) {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
  const produced = [];
  for (const one of cases) {
    produced.push(await produce(device, transport, one, media.getTracks()));
  }

  media.getTracks().forEach((track) => track.stop());
  // As text and back, because Firefox's driver leaves out an object that it has sent before.
  return JSON.parse(JSON.stringify({
    handler: device.handlerName, recv: device.recvRtpCapabilities, send: device.sendRtpCapabilities, produced,
  }));
}
