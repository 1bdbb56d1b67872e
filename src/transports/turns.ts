/**
 * Takes what is to be begun, and begins one in each turn of the event loop. A thousand interactions can arrive in one
 * read of the socket; begun together they would keep answers, heartbeats and signals waiting for all of them.
 */
export function createTurns(): (begin: () => void) => void {
  const waiting: (() => void)[] = [];
  let taken = false;
  const next = () => {
    const begin = waiting.shift();
    taken = begin !== undefined;
    if (begin === undefined) return;
    setImmediate(next);
    begin();
  };
  return (begin) => {
    if (taken) {
      waiting.push(begin);
      return;
    }
    taken = true;
    setImmediate(next);
    begin();
  };
}
