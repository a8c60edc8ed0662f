import { channel, type Channel } from 'node:diagnostics_channel'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** What is published when a stage is over. */
export interface StageMessage {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/**
 * The stages of a request, as channels of node:diagnostics_channel. Where nobody has subscribed, nothing is published,
 * and no message is made.
 */
const channels: Readonly<Record<Stage, Channel>> = {
  /** The version is known: `request.apiVersion`. */
  'resolve-version': channel('tidemark:resolve-version'),
  /** The request has been refused for the version that it names, or names not. */
  'refuse-version': channel('tidemark:refuse-version'),
  /** The request of an old version is a current one now. */
  'upgrade-request': channel('tidemark:upgrade-request'),
  /** The answer has the form of an old version now. */
  'downgrade-response': channel('tidemark:downgrade-response'),
}

/** A stage that is published. */
export type Stage = 'resolve-version' | 'refuse-version' | 'upgrade-request' | 'downgrade-response'

/** Publishes the end of a stage. */
export function publishStage(stage: Stage, request: FastifyRequest, reply: FastifyReply): void {
  const stageChannel = channels[stage]
  if (stageChannel.hasSubscribers) stageChannel.publish({ request, reply })
}
