import { z } from 'zod'

/** What an id begins with says what it is of. The number behind it is the whole id of older versions. */
export type Prefix =
  'acc' | 'cus' | 'prd' | 'crt' | 'itm' | 'ord' | 'pay' | 'ref' | 'shp' | 'whk' | 'dlv' | 'evt'

/** The form of an id: at most 15 digits, which a number of JSON holds exactly, and none of them a leading zero. */
export function patternOf(prefix: Prefix): string {
  return `^${prefix}_[1-9][0-9]{0,14}$`
}

/** The schema of an id. */
export function idOf(prefix: Prefix): z.ZodString {
  return z.string().regex(new RegExp(patternOf(prefix)))
}

/** A moment, in whole seconds of UTC. */
export const Time = z.iso.datetime({ precision: 0 })
