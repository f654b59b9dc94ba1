import type { types } from 'mediasoup-client';
import type { Json, Signaling } from './signaling.js';

/** Makes a transport that connects, produces and restarts through the server. */
export async function createTransport(
  signaling: Signaling, device: types.Device, isSending: boolean, forceTcp: boolean,
): Promise<types.Transport> {
  const data = await signaling.request('createWebRtcTransport', { forceTcp, appData: { direction: isSending ? 'producer' : 'consumer' } });
  const options = { ...data, id: data.transportId } as unknown as types.TransportOptions;
  const transport = isSending ? device.createSendTransport(options) : device.createRecvTransport(options);
  const transportId = transport.id;
  answer(transport, 'connect', ({ dtlsParameters }) => signaling.request('connectWebRtcTransport', { transportId, dtlsParameters }));
  answer(transport, 'produce', async ({ kind, rtpParameters, appData }) => {
    const { producerId } = await signaling.request('produce', { transportId, kind, rtpParameters, appData });
    return { id: producerId };
  });
  answer(transport, 'producedata', async ({ sctpStreamParameters, label, protocol }) => {
    const appData = { channel: label };
    const { dataProducerId } = await signaling.request('produceData', { transportId, sctpStreamParameters, label, protocol, appData });
    return { id: dataProducerId };
  });
  restartWhenLost(transport, signaling);
  return transport;
}

/** mediasoup-client asks by an event with two callbacks. */
function answer(transport: types.Transport, name: string, ask: (data: Json) => Promise<Json>): void {
  const handler = (data: Json, done: (result: Json) => void, failed: (error: Error) => void): void => {
    ask(data).then(done, failed);
  };
  (transport as unknown as { on(event: string, listener: typeof handler): void }).on(name, handler);
}

/** A lost path gets new credentials. When even that fails, the whole connection is made anew. */
function restartWhenLost(transport: types.Transport, signaling: Signaling): void {
  let isRestarting = false;
  transport.on('connectionstatechange', async (state) => {
    if (isRestarting || (state !== 'failed' && state !== 'disconnected')) {
      return;
    }

    isRestarting = true;
    try {
      const { iceParameters } = await signaling.request('restartIce', { transportId: transport.id });
      await transport.restartIce({ iceParameters });
    } catch {
      signaling.close();
    } finally {
      isRestarting = false;
    }
  });
}
