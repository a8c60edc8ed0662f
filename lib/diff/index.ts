export {
  LoadedDocument,
  loadDocument,
  type DocumentWarning,
  type LoadOptions,
  type Location,
  type Position,
} from '../openapi/index.ts'
export {
  compareSchemas,
  type ComparePairOptions,
  type Direction,
  type Effect,
  type FormatReading,
  type JsonSchema,
  type LocatedSchema,
  type PairComparison,
  type Relation,
  type SchemaDialect,
  type SchemaFact,
  type SchemaFactKind,
  type SchemaSource,
  type Witness,
} from '../schema/index.ts'
export type { Approval } from '../policies/approve-changes.ts'
export type { OperationFilterOptions, OperationPattern } from '../policies/filter-operations.ts'
export type { ToleranceName } from '../policies/tolerances.ts'
export { formatChangelog, type ChangelogOptions } from '../reporters/changelog.ts'
export { formatGithub } from '../reporters/github.ts'
export { formatHtml } from '../reporters/html.ts'
export { formatJson } from '../reporters/json.ts'
export { formatJunit, type JunitOptions } from '../reporters/junit.ts'
export { formatMarkdown } from '../reporters/markdown.ts'
export type { Place, ReportedDocument, ReportedDocuments } from '../reporters/reported-document.ts'
export { formatSarif, type SarifOptions } from '../reporters/sarif.ts'
export { formatText, type TextOptions } from '../reporters/text.ts'
export { diffDocuments } from './diff-documents.ts'
export { locateDocuments } from './locate-documents.ts'
export type { DiffOptions } from './options.ts'
export type { Change, DiffReport, OperationName, Severity } from './types.ts'
