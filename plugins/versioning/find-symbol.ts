/** The symbol of a description under which an object, or one that it derives from, keeps something. */
export function findSymbol(object: object, description: string): symbol | undefined {
  for (
    let owner: unknown = object;
    typeof owner === 'object' && owner !== null;
    owner = Object.getPrototypeOf(owner)
  ) {
    const symbol = Object.getOwnPropertySymbols(owner).find((one) => one.description === description)
    if (symbol !== undefined) return symbol
  }
  return undefined
}
