import type { Fault } from './report.ts'

/** The faults that were found, each told once. */
export interface FaultList {
  add(fault: Fault): void
  /** Adds a place to the faults that another place of the same messages has. */
  addPlace(faults: readonly Fault[], where: string): void
  /** Whether enough were found. */
  isFull(): boolean
  list(): readonly Fault[]
}

/** Collects faults: those of one change and one law are one, with the smallest value. */
export function collectFaults(most: number): FaultList {
  const faults = new Map<string, Fault>()
  const keyOf = ({ law, way, version, change, operation, where, message }: Fault): string => {
    if (law === 'boot') return JSON.stringify([version, change, message])
    return JSON.stringify([law, way, version, change, operation, law === 'L4' ? where : undefined])
  }
  const add = (fault: Fault): void => {
    const key = keyOf(fault)
    const held = faults.get(key)
    if (held === undefined) {
      faults.set(key, fault)
      return
    }
    const [smaller, larger] = sizeOf(fault) < sizeOf(held) ? [fault, held] : [held, fault]
    const others = [...held.others, larger.where, ...fault.others].filter((one) => one !== smaller.where)
    faults.set(key, { ...smaller, others: [...new Set(others)] })
  }
  return {
    add,
    addPlace: (some, where) => {
      for (const fault of some) {
        const held = faults.get(keyOf(fault))
        if (held !== undefined) add({ ...held, where, others: [] })
      }
    },
    isFull: () => faults.size >= most,
    list: () => [...faults.values()].slice(0, most),
  }
}

function sizeOf({ counterexample }: Fault): number {
  return JSON.stringify(counterexample?.value ?? null).length
}
