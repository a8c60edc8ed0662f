/**
 * A symbol by its description, on an object or on what it is derived from: some of what Fastify knows of itself has
 * no public name.
 */
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
