import {
  isObject,
  type Json,
  listAllOperations,
  listContents,
  listObjects,
  listPathItems,
  mapReferences,
  resolve,
  toObject,
} from './walk.ts'

/** Bodies, parameters and responses become components of their own. */
export function extractComponents(document: Json): Json | undefined {
  if (document.openapi === undefined) return undefined
  const components = toObject(document.components)
  document.components = components
  let count = 0
  const move = (kind: string, value: unknown): unknown => {
    if (!isObject(value) || '$ref' in value) return value
    const name = `Extracted${String(count++)}`
    components[kind] = { ...toObject(components[kind]), [name]: value }
    return { $ref: `#/components/${kind}/${name}` }
  }
  for (const content of listContents(document)) {
    for (const media of Object.values(content).filter(isObject))
      if ('schema' in media) media.schema = move('schemas', media.schema)
  }
  for (const operation of listAllOperations(document)) {
    if (Array.isArray(operation.parameters))
      operation.parameters = operation.parameters.map((one: unknown) => move('parameters', one))
    if ('requestBody' in operation) operation.requestBody = move('requestBodies', operation.requestBody)
    const responses = toObject(operation.responses)
    for (const [status, response] of Object.entries(responses))
      if (!status.startsWith('x-')) responses[status] = move('responses', response)
  }
  return count === 0 ? undefined : document
}

/** What bodies, parameters and responses refer to is written out where they stand; references inside it stay. */
export function inlineComponents(document: Json): Json | undefined {
  let count = 0
  const put = (value: unknown): unknown => {
    // Beside a reference there may be more (3.1), which is for another rewrite.
    if (!isObject(value) || typeof value.$ref !== 'string' || Object.keys(value).length > 1) return value
    if (!value.$ref.startsWith('#/')) return value
    count += 1
    return resolve(document, value)
  }
  for (const operation of listAllOperations(document)) {
    if (Array.isArray(operation.parameters)) operation.parameters = operation.parameters.map(put)
    if ('requestBody' in operation) operation.requestBody = put(operation.requestBody)
    const responses = toObject(operation.responses)
    for (const [status, response] of Object.entries(responses)) responses[status] = put(response)
  }
  for (const content of listContents(document)) {
    for (const media of Object.values(content).filter(isObject))
      if ('schema' in media) media.schema = put(media.schema)
  }
  return count === 0 ? undefined : document
}

/** Components get other names, but for those whose names are the values of a tag. */
export function renameComponents(document: Json): Json | undefined {
  const components = toObject(document.components ?? { schemas: document.definitions })
  const schemas = toObject(components.schemas)
  const tagged = listTagged(document, schemas)
  const root = document.components === undefined ? '#/definitions/' : '#/components/schemas/'
  const names = new Map(
    Object.keys(schemas)
      .filter((name) => !tagged.has(name))
      .map((name) => [root + escape(name), `${name}Renamed`]),
  )
  if (names.size === 0) return undefined
  const turned = mapReferences(document, (reference) => {
    const [owner = '', rest = ''] = splitReference(decodeURI(reference), root)
    const name = names.get(owner)
    return name === undefined ? reference : root + escape(name) + rest
  })
  const renamed = Object.fromEntries(
    Object.entries(toObject(toObject(turned.components ?? { schemas: turned.definitions }).schemas)).map(
      ([name, schema]) => [names.get(root + escape(name)) ?? name, schema],
    ),
  )
  return document.components === undefined
    ? { ...turned, definitions: renamed }
    : { ...turned, components: { ...toObject(turned.components), schemas: renamed } }
}

/** Security schemes get other names: what they make a client do is the same. */
export function renameSecuritySchemes(document: Json): Json | undefined {
  const holder = document.components === undefined ? document : toObject(document.components)
  const key = document.components === undefined ? 'securityDefinitions' : 'securitySchemes'
  if (!isObject(holder[key])) return undefined
  const rename = (object: Json): Json =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [`${name}Renamed`, value]))
  holder[key] = rename(toObject(holder[key]))
  for (const owner of [document, ...listAllOperations(document)])
    if (Array.isArray(owner.security)) owner.security = listObjects(owner.security).map(rename)
  return document
}

/** Path items become components (3.1). */
export function extractPathItems(document: Json): Json | undefined {
  if (!String(document.openapi).startsWith('3.1') && !String(document.openapi).startsWith('3.2'))
    return undefined
  const paths = toObject(document.paths)
  const items = listPathItems(document)
  const components = toObject(document.components)
  document.components = {
    ...components,
    pathItems: {
      ...toObject(components.pathItems),
      ...Object.fromEntries(items.map(([, item], index) => [`Item${String(index)}`, item])),
    },
  }
  for (const [index, [template]] of items.entries())
    paths[template] = { $ref: `#/components/pathItems/Item${String(index)}` }
  return items.length === 0 ? undefined : document
}

/** The names that a discriminator may look for: of the branches beside it, of what extends its owner, and of that. */
export function listTagged(document: Json, schemas: Json): ReadonlySet<string> {
  const owners = new Set(
    Object.entries(schemas)
      .filter(([, schema]) => JSON.stringify(schema).includes('"discriminator"'))
      .map(([name]) => name),
  )
  const tagged = new Set(owners)
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isObject(value)) return
    if ('discriminator' in value)
      for (const key of ['oneOf', 'anyOf', 'allOf'])
        for (const branch of listObjects(value[key])) tagged.add(toName(branch.$ref))
    Object.values(value).forEach(visit)
  }
  visit(document)
  // What extends an owner, at any distance.
  for (let size = -1; size !== tagged.size;) {
    size = tagged.size
    for (const [name, schema] of Object.entries(schemas))
      if (listObjects(toObject(schema).allOf).some(({ $ref }) => tagged.has(toName($ref)))) tagged.add(name)
  }
  return tagged
}

function toName(reference: unknown): string {
  return typeof reference === 'string' ? (reference.split('/').at(-1) ?? '') : ''
}

function splitReference(reference: string, root: string): readonly string[] {
  if (!reference.startsWith(root)) return []
  const end = reference.indexOf('/', root.length)
  return end < 0 ? [reference] : [reference.slice(0, end), reference.slice(end)]
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
