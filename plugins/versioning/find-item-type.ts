import { listStatuses } from '../../lib/transform/choose-media.ts'
import { isSequential } from '../../lib/transform/convert-stream.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { chooseStatus } from './choose-status.ts'

/**
 * The media type by which an endpoint declares that it answers a status with a stream of items, whose schema is that of
 * one item; `undefined` where it declares anything else.
 *
 * @param sent the media type of the answer; empty where it has none, which is the declared one if there is one only
 */
export function findItemType(endpoint: Endpoint, code: number, sent: string): string | undefined {
  const status = chooseStatus(listStatuses(endpoint), code)
  if (status === undefined) return undefined
  const declared = (endpoint.mediaTypes ?? []).filter((one) => one.status === status)
  const only = declared.length === 1 ? declared[0]?.mediaType : undefined
  const itemType = sent === '' ? only : declared.find(({ mediaType }) => mediaType === sent)?.mediaType
  return itemType !== undefined && isSequential(itemType) ? itemType : undefined
}
