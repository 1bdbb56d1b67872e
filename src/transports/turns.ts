/**
 * Takes what is to be begun, and begins `atOnce` in each turn of the event loop: eight are a few milliseconds of work. A
 * thousand interactions can arrive in one read of the socket; begun together they would keep answers, heartbeats and
 * signals waiting for all of them.
 */
export function createTurns(atOnce = 8): (begin: () => void) => void {
  const waiting: (() => void)[] = [];
  let begun = 0;
  const next = () => {
    const turn = waiting.splice(0, atOnce);
    begun = turn.length;
    if (begun > 0) setImmediate(next);
    for (const begin of turn) begin();
  };
  return (begin) => {
    if (begun === 0) setImmediate(next);
    if (begun >= atOnce) {
      waiting.push(begin);
      return;
    }
    begun += 1;
    begin();
  };
}
