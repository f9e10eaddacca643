// Ends a server on a signal, or when the process that started it is gone.
const PARENT_POLL_MS = 250;

/** Ends the process once `server`, a Miniflare, is disposed of; with status 0, because that was requested. */
export function endWithParentOrSignal(server) {
  let stopping;
  const stop = () => (stopping ??= server.dispose().finally(() => process.exit(0)));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal); // Miniflare's own end with an error status
    process.on(signal, stop);
  }
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), PARENT_POLL_MS).unref();
}
