/** One text for each JSON value: equal values, whatever the order of their members, have equal texts. */
export function toCanonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return toScalarText(value)
  // Without recursion, so that no depth can exhaust the stack. What is to be written next is last.
  const open: Step[] = []
  let text = ''
  let inner: unknown = value
  for (;;) {
    if (typeof inner !== 'object' || inner === null) text += toScalarText(inner)
    else {
      text += Array.isArray(inner) ? '[' : '{'
      open.push(toStep(inner))
    }
    let step = open.at(-1)
    while (step !== undefined && step.index === step.values.length) {
      text += step.names === undefined ? ']' : '}'
      open.pop()
      step = open.at(-1)
    }
    if (step === undefined) return text
    if (step.index > 0) text += ','
    if (step.names !== undefined) text += `${JSON.stringify(step.names[step.index])}:`
    inner = step.values[step.index]
    step.index += 1
  }
}

/** How long that text is: found out without writing it, and without an order. */
export function measureCanonicalText(value: unknown): number {
  let size = 0
  const open: unknown[] = [value]
  while (open.length > 0) {
    const inner = open.pop()
    if (typeof inner !== 'object' || inner === null) {
      size += toScalarText(inner).length
      continue
    }
    const count = open.length
    if (Array.isArray(inner)) for (const item of inner) open.push(item)
    else {
      for (const [name, member] of Object.entries(inner) as [string, unknown][]) {
        if (member === undefined) continue
        size += JSON.stringify(name).length + 1
        open.push(member)
      }
    }
    size += 2 + Math.max(0, open.length - count - 1)
  }
  return size
}

/** An array or an object that is being written, up to an index. */
interface Step {
  readonly names: readonly string[] | undefined
  readonly values: readonly unknown[]
  index: number
}

function toStep(value: object): Step {
  if (Array.isArray(value)) return { names: undefined, values: value, index: 0 }
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    names: members.map(([name]) => name),
    values: members.map(([, member]) => member as unknown),
    index: 0,
  }
}

function toScalarText(value: unknown): string {
  // JSON has one zero; a document read from YAML may also hold what JSON cannot.
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return 'null'
  return Object.is(value, -0) ? '0' : JSON.stringify(value)
}
