import type { Json } from './walk.ts'

/** A document of Swagger 2.0 with forms, lists in parameters, files, and a type that others extend. */
export function buildOldDocument(): Json {
  const error = { $ref: '#/responses/Error' }
  return {
    swagger: '2.0',
    info: { title: 'Pets', version: '1.0.0' },
    host: 'api.example.com',
    basePath: '/v1',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      basic: { type: 'basic' },
      login: {
        type: 'oauth2',
        flow: 'accessCode',
        authorizationUrl: 'https://login.example.com/authorize',
        tokenUrl: 'https://login.example.com/token',
        scopes: { read: 'Reads.', write: 'Writes.' },
      },
    },
    security: [{ key: [] }, { login: ['read'] }],
    parameters: {
      PetId: { name: 'petId', in: 'path', required: true, type: 'string', minLength: 2 },
      Limit: {
        name: 'limit',
        in: 'query',
        type: 'integer',
        minimum: 0,
        exclusiveMinimum: true,
        maximum: 100,
      },
    },
    responses: { Error: { description: 'Wrong.', schema: { $ref: '#/definitions/Error' } } },
    paths: {
      '/pets': {
        parameters: [{ $ref: '#/parameters/Limit' }],
        get: {
          operationId: 'listPets',
          parameters: [
            {
              name: 'tags',
              in: 'query',
              type: 'array',
              items: { type: 'string' },
              collectionFormat: 'multi',
            },
            {
              name: 'ids',
              in: 'query',
              type: 'array',
              items: { type: 'integer' },
              collectionFormat: 'pipes',
            },
            { name: 'X-Trace', in: 'header', type: 'array', items: { type: 'string' } },
          ],
          responses: {
            200: {
              description: 'Pets.',
              headers: { 'X-Total': { type: 'integer', description: 'How many there are.' } },
              schema: { type: 'array', items: { $ref: '#/definitions/Pet' } },
            },
            default: error,
          },
        },
        post: {
          operationId: 'addPet',
          security: [{ login: ['read', 'write'] }],
          parameters: [{ name: 'pet', in: 'body', required: true, schema: { $ref: '#/definitions/Cat' } }],
          responses: {
            201: { description: 'Added.', schema: { $ref: '#/definitions/Cat' } },
            default: error,
          },
        },
      },
      '/pets/{petId}': {
        parameters: [{ $ref: '#/parameters/PetId' }],
        get: {
          responses: { 200: { description: 'A pet.', schema: { $ref: '#/definitions/Pet' } }, 404: error },
        },
        delete: { responses: { 204: { description: 'Gone.' }, 404: error } },
      },
      '/pets/{petId}/photo': {
        post: {
          consumes: ['multipart/form-data'],
          parameters: [
            { $ref: '#/parameters/PetId' },
            { name: 'file', in: 'formData', required: true, type: 'file' },
            { name: 'title', in: 'formData', type: 'string', maxLength: 80 },
          ],
          responses: { 200: { description: 'Stored.' }, default: error },
        },
      },
    },
    definitions: {
      Pet: {
        type: 'object',
        discriminator: 'kind',
        required: ['id', 'kind'],
        properties: {
          id: { type: 'string', readOnly: true },
          kind: { type: 'string' },
          name: { type: 'string', minLength: 1, maxLength: 40, 'x-nullable': true },
          weight: { type: 'number', minimum: 0, exclusiveMinimum: true },
          friends: { type: 'array', items: { $ref: '#/definitions/Pet' }, uniqueItems: true },
        },
      },
      Cat: {
        allOf: [
          { $ref: '#/definitions/Pet' },
          { type: 'object', required: ['lives'], properties: { lives: { type: 'integer', enum: [7, 9] } } },
        ],
      },
      Error: {
        type: 'object',
        required: ['message'],
        properties: {
          message: { type: 'string' },
          details: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  }
}
