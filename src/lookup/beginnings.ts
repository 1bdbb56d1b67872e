/** Whether a text is the beginning of one of some names; a name is one of its own. */
export function createBeginnings(names: readonly string[]): (text: string) => boolean {
  const sorted = [...new Set(names)].sort();
  return (text) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as string) < text) low = middle + 1;
      else high = middle;
    }
    return sorted[low]?.startsWith(text) === true;
  };
}
