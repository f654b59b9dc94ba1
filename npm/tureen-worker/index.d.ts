/** Path of the worker: the value of MEDIASOUP_WORKER_BIN, or of `workerBin` of createWorker(). */
export const path: string;

/** The oldest version of npm mediasoup that the worker speaks to. */
export const oldestMediasoup: string;

/** The newest version of npm mediasoup that the worker speaks to. */
export const newestMediasoup: string;

/** Whether the worker speaks to a version of npm mediasoup. */
export function isSupported(version: string): boolean;
