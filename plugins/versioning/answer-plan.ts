import type { BodyPlan } from '../../lib/transform/plan-endpoint.ts'

/** What an endpoint answers in one version. */
export interface AnswerPlan {
  /** The body of a current status, as it is sent by a media type; of a stream, each of its items. */
  body(current: number, mediaType: string): BodyPlan | undefined
  /** Whether a status that has a body is none of those that are declared, of which others are converted. */
  isUndeclared(current: number): boolean
  /** The status that the version has in place of a current one. */
  status(current: number): number
}
