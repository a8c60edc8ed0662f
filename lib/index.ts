export { isTidemarkError, type ErrorCode, type TidemarkError } from './errors.ts'
export * from './operations/index.ts'
export {
  defineOperation,
  onlyIn,
  type Operation,
  type OperationIn,
  type TypeStep,
} from './operations/define-operation.ts'
export { problemTypes, type Problem } from './problems/problem.ts'
export { fromClient, type ClientOptions } from './resolvers/from-client.ts'
export { fromHeader } from './resolvers/from-header.ts'
export { fromMediaType, type MediaTypeOptions } from './resolvers/from-media-type.ts'
export { fromPath, type PathOptions } from './resolvers/from-path.ts'
export { fromQuery } from './resolvers/from-query.ts'
export { fromRequest, type RequestSourceOptions } from './resolvers/from-request.ts'
export type { Reading, RequestFacts, VersionSource, Wish, Wishes } from './resolvers/version-source.ts'
export {
  headersOf,
  pathOf,
  queryOf,
  requestOf,
  responseOf,
  type EndpointPart,
} from './schema/endpoint-part.ts'
export type { OlderSchema } from './schema/schema-target.ts'
export type { AnySchema } from './schema/to-json-schema.ts'
export { before } from './timeline/before.ts'
export type { TypedConversions } from './timeline/conversion-types.ts'
export { defineChange, type Change, type ChangeOptions } from './timeline/define-change.ts'
export {
  defineTimeline,
  type ConvertOptions,
  type Matching,
  type Timeline,
  type TimelineOptions,
  type TimelineWith,
  type Version,
  type VersionMatch,
  type VersionOptions,
} from './timeline/define-timeline.ts'
export type { RequestVersionOf, VersionNameOf, VersionOf } from './timeline/version-of.ts'
export { checkTimeline, type TimelineFault } from './transform/check-timeline.ts'
export type { CompileMode } from './transform/compile-plan.ts'
export { loadFrom, type FieldSource, type Loaded } from './transform/field-source.ts'
export { readNdjson, toNdjson, type NdjsonOptions } from './transform/ndjson.ts'
export type { FieldExplanation, PartExplanation } from './transform/explain.ts'
export { formatExplanation } from './transform/format-explanation.ts'
export { defineLoader, type LoadContext, type Loader } from './transform/loader.ts'
export type { EndpointExplanation } from './transform/plan-endpoint.ts'
