/** Milliseconds of a turn: after them others come first. */
const turn = 10;

/**
 * Takes what is to be begun, and begins as much of it in each turn of the event loop as fits in 10 ms. A thousand
 * interactions can arrive in one read of the socket; begun together they would keep answers, heartbeats and signals
 * waiting for all of them.
 */
export function createTurns(): (begin: () => void) => void {
  const waiting: (() => void)[] = [];
  let taken = false;
  let end = 0;
  // What one begins goes on in microtasks, and so does the next: the time that they take together is seen here.
  const next = () => {
    const begin = waiting.shift();
    taken = begin !== undefined;
    if (begin === undefined) return;
    begin();
    if (performance.now() < end) queueMicrotask(next);
    else setImmediate(take);
  };
  const take = () => {
    end = performance.now() + turn;
    next();
  };
  return (begin) => {
    waiting.push(begin);
    if (taken) return;
    taken = true;
    take();
  };
}
