/**
 * How many times the processor time of `less` `more` takes: of each the least of many `rounds`, in turns, so that what
 * else the machine does counts for nothing. Each round calls them three times.
 */
export function costRatio(more: () => unknown, less: () => unknown, rounds = 30): number {
  const least = { more: Number.POSITIVE_INFINITY, less: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of [
      ["less", less],
      ["more", more],
    ] as const) {
      const before = process.cpuUsage();
      for (let call = 0; call < 3; call += 1) work();
      const { user, system } = process.cpuUsage(before);
      least[name] = Math.min(least[name], user + system);
    }
  }
  return least.more / least.less;
}
