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
export const stages: Readonly<
  Record<'resolveVersion' | 'refuseVersion' | 'upgradeRequest' | 'downgradeResponse', Channel>
> = {
  /** The version is known: `request.apiVersion`. */
  resolveVersion: channel('tidemark:resolve-version'),
  /** The request has been refused for the version that it names, or names not. */
  refuseVersion: channel('tidemark:refuse-version'),
  /** The request of an old version is a current one now. */
  upgradeRequest: channel('tidemark:upgrade-request'),
  /** The answer has the form of an old version now. */
  downgradeResponse: channel('tidemark:downgrade-response'),
}

/** Publishes the end of a stage. */
export function publishStage(stage: Channel, request: FastifyRequest, reply: FastifyReply): void {
  if (stage.hasSubscribers) stage.publish({ request, reply })
}
