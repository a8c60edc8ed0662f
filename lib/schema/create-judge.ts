import type { Refusal } from './describe-refusal.ts'
import { type Compiler, type CompilerOptions, loadCompiler, type Validate } from './load-compiler.ts'
import type { Part } from './shape.ts'
import { type Bundle, type Bundler, createBundler } from './to-bundle.ts'
import type { Direction, FormatReading } from './types.ts'

/** Asks a validator that knows nothing of this engine. */
export interface Judge {
  /** The schema accepts the value, however formats are read; `undefined` where no validator can be built, or none ends. */
  accepts(part: Part, value: unknown): boolean | undefined
  /** The schema rejects the value, however formats are read; `undefined` as above. */
  rejects(part: Part, value: unknown): boolean | undefined
  /** The first that the schema holds against the value; nothing where it does not reject it, or cannot say. */
  listRefusals(part: Part, value: unknown): readonly Refusal[]
  /** All that the schema holds against the value, as far as that can be said. */
  listAllRefusals(part: Part, value: unknown): readonly Refusal[]
}

/** Builds a judge of messages of one direction; validators are built once for each schema of each document. */
export function createJudge(direction: Direction, formats: FormatReading): Judge {
  const bundler = createBundler(direction)
  const find = createFinder(bundler)
  const findThorough = createFinder(bundler, { allErrors: true })
  // Where they are read either way, what is accepted with them and what is rejected without them is so both ways.
  const strict = formats !== 'annotation'
  const lenient = formats === 'assertion'
  const listBy = (validate: Validate | undefined, value: unknown): readonly Refusal[] => {
    let heard: readonly Refusal[] = []
    validate?.(value, lenient, (refusals) => (heard = refusals))
    return heard
  }
  return {
    accepts: (part, value) => find(part)?.(value, strict),
    rejects: (part, value) => {
      const verdict = find(part)?.(value, lenient)
      return verdict === undefined ? undefined : !verdict
    },
    listRefusals: (part, value) => listBy(find(part), value),
    listAllRefusals: (part, value) => listBy(findThorough(part), value),
  }
}

function createFinder(bundler: Bundler, options: CompilerOptions = {}): (part: Part) => Validate | undefined {
  const known = new Map<Part['side'], Map<Part['schema'], Validate | undefined>>()
  let compiler: Compiler | undefined
  return (part) => {
    const ofSide = known.get(part.side) ?? new Map<Part['schema'], Validate | undefined>()
    known.set(part.side, ofSide)
    if (!ofSide.has(part.schema)) {
      const bundle = toBundle(bundler, part)
      ofSide.set(part.schema, bundle && (compiler ??= loadCompiler(options)).compile(bundle, part.side))
    }
    return ofSide.get(part.schema)
  }
}

/** A value that is listed in a schema may be too deep to be written: no verdict, no proof. */
function toBundle(bundler: Bundler, part: Part): Bundle | undefined {
  try {
    return bundler.toBundle(part)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
