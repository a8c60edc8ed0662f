import { type Change, diffDocuments, loadDocument } from '../../../lib/diff/index.ts'

/** What is found between two documents, and how many of the breaking findings about schemas an example proves. */
export async function countFindings([base = '', revision = '']: readonly string[]): Promise<string> {
  const { summary, changes } = diffDocuments(await loadDocument(base), await loadDocument(revision))
  const breaking = changes.filter((change) => change.severity === 'breaking' && isAboutSchema(change))
  const shown = breaking.filter(({ proof }) => proof === 'witness').length
  const { breaking: all, risky, safe } = summary
  return `${all} breaking, ${risky} risky, ${safe} safe; of ${breaking.length} breaking ones about schemas ${shown} have a witness`
}

/** The others are about operations, parameters, media types, statuses, headers, servers and security as such. */
function isAboutSchema({ pointer }: Change): boolean {
  const isIn = (place: string | undefined): boolean =>
    place !== undefined &&
    /#\/(?:components\/schemas|definitions)\/|\/(?:schema|itemSchema)(?:\/|$)/.test(place)
  return isIn(pointer.base) || isIn(pointer.revision)
}
