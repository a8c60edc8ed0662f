import type { ReportedDocuments } from '../../../lib/diff/index.ts'

/** Documents of which every pointer is at the line of its length. */
export const documents: ReportedDocuments = {
  base: {
    name: 'main:api.yaml',
    find: (pointer) => ({ file: 'specs/old api.yaml', line: pointer.length, column: 1 }),
  },
  revision: {
    name: 'api.yaml',
    find: (pointer) => ({ file: 'specs/api.yaml', line: pointer.length, column: 5 }),
  },
}
