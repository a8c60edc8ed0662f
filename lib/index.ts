export { isTidemarkError, type ErrorCode, type TidemarkError } from './errors.ts'
export * from './operations/index.ts'
export { defineOperation, type Operation } from './operations/define-operation.ts'
export { problemTypes, type Problem } from './problems/problem.ts'
export { fromHeader } from './resolvers/from-header.ts'
export { fromPath } from './resolvers/from-path.ts'
export { fromQuery } from './resolvers/from-query.ts'
export type { RequestFacts, VersionSource } from './resolvers/version-source.ts'
export type { AnySchema } from './schema/to-json-schema.ts'
export { defineChange, type Change, type ChangeOptions } from './timeline/define-change.ts'
export {
  defineTimeline,
  type Timeline,
  type TimelineOptions,
  type Version,
  type VersionMatch,
  type VersionOptions,
} from './timeline/define-timeline.ts'
