import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type {} from '../versioning/augment.ts'
import { answerRetired } from './answer-retired.ts'
import { lifecycleHeaders } from './lifecycle-headers.ts'
import { resolveDeprecationOptions, type DeprecationOptions } from './options.ts'

/**
 * Tells clients of deprecated versions, by `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` (RFC 8288,
 * RFC 5829). Register it after versioning.
 */
const deprecation: FastifyPluginAsync<DeprecationOptions> = fastifyPlugin(register, {
  name: 'tidemark-deprecation',
  fastify: '5.x',
  dependencies: ['tidemark-versioning'],
})

export default deprecation

async function register(instance: FastifyInstance, given: DeprecationOptions): Promise<void> {
  const options = resolveDeprecationOptions(given)
  if (options.enforceSunset) instance.addHook('onRequest', answerRetired(instance.tidemark, options))
  instance.addHook('onSend', lifecycleHeaders(instance.tidemark, options))
}
