/** A number with its noun. Only for rooms of this language: others have more than two forms. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
