import type { Change, OperationName } from '../diff/types.ts'

/** Findings that reach the same operations. */
export interface ChangeGroup {
  /** None where the document itself is concerned. */
  readonly operations: readonly OperationName[]
  readonly changes: readonly Change[]
}

/** Puts findings about the same operations together; groups and findings keep the report's order. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, { operations: readonly OperationName[]; changes: Change[] }>()
  for (const change of changes) {
    const key = JSON.stringify(change.operations.map(({ method, path }) => [method, path]))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { operations: change.operations, changes: [change] })
    else group.changes.push(change)
  }
  return [...groups.values()]
}

/** An operation as people write it: `GET /users`. */
export function nameOperation({ method, path }: OperationName): string {
  return `${method.toUpperCase()} ${path}`
}

/** Operations in one line: the first of them, and how many more there are. */
export function nameOperations(operations: readonly OperationName[], shown = 3): string {
  if (operations.length === 0) return 'the document'
  const rest = operations.length - shown
  return operations.slice(0, shown).map(nameOperation).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
