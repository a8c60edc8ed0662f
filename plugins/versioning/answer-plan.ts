import type { BodyPlan } from '../../lib/transform/plan-endpoint.ts'

/** What an endpoint answers in one version, by the status that the handler has set. */
export type AnswerPlan = (current: number) => StatusPlan

/** What an endpoint answers in one version in place of one current status. */
export interface StatusPlan {
  /** The status that the version has. */
  readonly status: number
  /** Whether an answer of it has a body: what is not sent is not made either. */
  readonly hasBody: boolean
  /** The body, as it is sent by a media type; of a stream, each of its items. */
  body(mediaType: string): BodyPlan | undefined
  /** Whether it has a body and is none of those that are declared, of which others are converted. */
  isUndeclared(): boolean
}
