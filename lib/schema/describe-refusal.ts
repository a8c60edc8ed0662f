/** What a validator holds against a value; Ajv's errors have this form. */
export interface Refusal {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** Says in a few words why a validator rejects a value, by the refusal that tells most. */
export function describeRefusal(refusals: readonly Refusal[]): string | undefined {
  const refusal = chooseRefusal(refusals)
  if (refusal === undefined) return undefined
  const { keyword, instancePath, params, message = 'is not valid' } = refusal
  const subject = instancePath === '' ? 'the value' : quote(instancePath)
  const inside = instancePath === '' ? '' : ` in ${quote(instancePath)}`
  switch (keyword) {
    case 'required':
      return `${quote(params.missingProperty)} is missing${inside}`
    case 'dependentRequired':
      return `${quote(params.missingProperty)} is missing${inside}, which ${quote(params.property)} needs`
    case 'additionalProperties':
      return `${quote(params.additionalProperty)} is not allowed${inside}`
    case 'unevaluatedProperties':
      return `${quote(params.unevaluatedProperty)} is not allowed${inside}`
    case 'propertyNames':
      return `${quote(params.propertyName)} is not allowed as a name${inside}`
    case 'false schema':
      return `${subject} is not allowed`
    case 'type':
      return `${subject} has to be ${listWords(params.type)}`
    case 'const':
      return `${subject} has to be ${print(params.allowedValue)}`
    case 'enum':
      return `${subject} is none of ${listValues(params.allowedValues)}`
    case 'anyOf':
      return `${subject} fits none of the alternatives`
    case 'oneOf':
      return `${subject} fits ${isOverlap(refusal) ? 'more than one' : 'none'} of the alternatives`
    case 'not':
      return `${subject} is excluded`
    default:
      return `${subject} ${message}`
  }
}

/**
 * The last refusal is the one that decided; those before it are of alternatives that it was made of. If the value fits
 * none of them, and all but one are for another type of value, the remaining one was meant, and says more.
 */
export function chooseRefusal(refusals: readonly Refusal[]): Refusal | undefined {
  const last = refusals.at(-1)
  if (last === undefined || !['anyOf', 'oneOf'].includes(last.keyword) || isOverlap(last)) return last
  const within = refusals
    .slice(0, -1)
    .filter(({ keyword, instancePath }) => keyword !== 'type' || instancePath !== last.instancePath)
  return within.length === 1 ? within[0] : last
}

/** Whether a value is rejected because it fits more than one alternative of a `oneOf`. */
export function isOverlap({ keyword, params }: Refusal): boolean {
  return keyword === 'oneOf' && Array.isArray(params.passingSchemas)
}

function quote(text: unknown): string {
  return `\`${String(text)}\``
}

function listWords(types: unknown): string {
  return (Array.isArray(types) ? types : [types]).map(String).join(' or ')
}

function listValues(values: unknown): string {
  const list: readonly unknown[] = Array.isArray(values) ? values : []
  const shown = list.slice(0, 5).map(print)
  return list.length > shown.length
    ? `${shown.join(', ')} and ${list.length - shown.length} more`
    : shown.join(', ')
}

function print(value: unknown): string {
  return quote(JSON.stringify(value))
}
