export { compareSchemas, type ComparePairOptions, type PairComparison } from './compare-pair.ts'
export { createComparer } from './create-comparer.ts'
export { schemaFactKinds, type SchemaFactKind } from './fact-kinds.ts'
export { findWitness } from './find-witness.ts'
export type {
  CompareOptions,
  Comparer,
  Direction,
  Effect,
  FormatReading,
  JsonSchema,
  LocatedSchema,
  Relation,
  SchemaChild,
  SchemaComparison,
  SchemaDialect,
  SchemaFact,
  SchemaSource,
  Witness,
  WitnessGoal,
} from './types.ts'
