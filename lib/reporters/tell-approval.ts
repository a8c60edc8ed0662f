import type { Change } from '../diff/types.ts'

/** Who has approved a finding, until when, and why. */
export function tellApproval({ reason, author, until }: NonNullable<Change['approval']>): string {
  const by = author === undefined ? '' : ` by ${author}`
  return `approved${by}${until === undefined ? '' : ` until ${until}`}: ${reason}`
}
