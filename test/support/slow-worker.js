/**
 * Loaded first in each test worker. When one worker asks for its data, jest-light-runner 0.7 answers all of them once;
 * a worker that was slower to start would ask in vain and wait for ever. What came before it asked is told again.
 */
if (process.env.TINYPOOL_WORKER_ID && process.send) {
  let early = null;
  const listen = (event) => {
    if (event !== 'message') return;
    process.off('newListener', listen);
    process.on('message', (message) => {
      if (message?.type === 'jest-light-runner-worker-data') early = message;
    });
  };
  // Not before the worker itself listens: the first listener is told what came until then.
  process.on('newListener', listen);
  const send = process.send.bind(process);
  process.send = (message, ...more) => {
    if (message !== 'jest-light-runner-get-worker-data' || !early) return send(message, ...more);
    process.emit('message', early);
    return true;
  };
}
