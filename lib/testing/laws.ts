import type { Direction } from '../transform/steps.ts'

/**
 * What has to be true of a timeline.
 *
 * `L1`: downgraded values are valid; `L2`: upgraded values are; `L3`: there and back is the same; `L4`: the
 * examples hold; `L5`: just the declared loss is lost; `boot`: what can be said without values.
 */
export type Law = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'boot'

/** Which way the values of a law go first. */
export type Way = Direction

/** A law in words. */
export function toWords(law: Law, way: Way | undefined): string {
  switch (law) {
    case 'L1':
      return 'each current value downgrades to one that the old schema allows'
    case 'L2':
      return 'each value that the old schema allows upgrades to one that the current schema allows'
    case 'L3':
      return way === 'upgrade'
        ? 'an old value that is upgraded and downgraded again is the same, where no loss is declared'
        : 'a current value that is downgraded and upgraded again is the same, where no loss is declared'
    case 'L4':
      return 'the examples of a change hold'
    case 'L5':
      return 'what is lost is what is declared as a loss, and nothing else'
    case 'boot':
      return 'a timeline fits its schemas, and its dates and changes go together'
  }
}
