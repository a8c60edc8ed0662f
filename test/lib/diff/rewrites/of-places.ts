import {
  copy,
  isObject,
  type Json,
  listAllOperations,
  listContents,
  listObjects,
  listOperations,
  listPathItems,
  mapObjects,
  resolve,
  toObject,
} from './walk.ts'

/** Members of objects stand in another order. */
export function turnKeys(document: Json): Json {
  return toObject(mapObjects(document, (object) => Object.fromEntries(Object.entries(object).reverse())))
}

/** So do lists whose order says nothing. */
export function turnLists(document: Json): Json {
  const keys = ['required', 'enum', 'parameters', 'security', 'oneOf', 'anyOf', 'allOf', 'tags', 'schemes']
  return toObject(
    mapObjects(document, (object) =>
      Object.fromEntries(
        Object.entries(object).map(([key, value]) => [
          key,
          keys.includes(key) && Array.isArray(value) ? [...(value as unknown[])].reverse() : value,
        ]),
      ),
    ),
  )
}

/** What all operations of a path take, the path takes. */
export function hoistParameters(document: Json): Json | undefined {
  let count = 0
  for (const [, item] of listPathItems(document)) {
    const operations = listOperations(item)
    const [first] = operations
    for (const parameter of listObjects(first?.parameters)) {
      const text = JSON.stringify(parameter)
      const isShared = operations.every(({ parameters }) =>
        listObjects(parameters).some((one) => JSON.stringify(one) === text),
      )
      // In 2.0, what a path has in a body goes to all that have none of their own: only the first is looked at.
      if (!isShared || item.$ref !== undefined) continue
      count += 1
      item.parameters = [
        ...listObjects(item.parameters).filter((one) => toKey(document, one) !== toKey(document, parameter)),
        parameter,
      ]
      for (const operation of operations)
        operation.parameters = listObjects(operation.parameters).filter((one) => JSON.stringify(one) !== text)
    }
  }
  return count === 0 ? undefined : document
}

/** What a path takes, each of its operations does. */
export function pushParametersDown(document: Json): Json | undefined {
  let count = 0
  for (const [, item] of listPathItems(document)) {
    const shared = listObjects(item.parameters)
    count += shared.length
    for (const operation of listOperations(item)) {
      const own = listObjects(operation.parameters)
      const keys = new Set(own.map((one) => toKey(document, one)))
      operation.parameters = [...own, ...shared.filter((one) => !keys.has(toKey(document, one))).map(copy)]
    }
    delete item.parameters
  }
  return count === 0 ? undefined : document
}

/** Parameters of paths have other names, which no client sees. */
export function renamePathParameters(document: Json): Json | undefined {
  // Links and callbacks speak of parameters by their names.
  if (/"links"|\$request\.path/.test(JSON.stringify(document))) return undefined
  let count = 0
  const paths: Json = {}
  for (const [template, item] of Object.entries(toObject(document.paths))) {
    paths[template.replaceAll(/\{([^{}/]+)\}/g, '{$1_renamed}')] = item
    if (!isObject(item) || !template.startsWith('/')) continue
    for (const owner of [item, ...listOperations(item)]) {
      if (!Array.isArray(owner.parameters)) continue
      owner.parameters = listObjects(owner.parameters).map((one) => {
        const parameter = resolve(document, one)
        if (parameter.in !== 'path' || !template.includes(`{${String(parameter.name)}}`)) return one
        count += 1
        return { ...parameter, name: `${String(parameter.name)}_renamed` }
      })
    }
  }
  return count === 0 ? undefined : { ...document, paths }
}

/** The security of the document is written at each operation that has none of its own. */
export function writeSecurityOut({ security, ...document }: Json): Json | undefined {
  if (security === undefined) return undefined
  for (const operation of listAllOperations(document)) operation.security ??= copy(security)
  return document
}

/** The servers of the document are written at each path that has none of its own. */
export function writeServersOut({ servers, ...document }: Json): Json | undefined {
  if (!Array.isArray(servers) || servers.length === 0) return undefined
  for (const [, item] of listPathItems(document)) item.servers ??= copy(servers)
  return document
}

/** The path of the server moves to the paths. */
export function moveServerPath(document: Json): Json | undefined {
  const [server, ...others] = listObjects(document.servers)
  const match = /^(https?:\/\/[^/{}]+)(\/[^{}]*[^/{}])\/?$/.exec(String(server?.url))
  if (match === null || server === undefined || others.length > 0) return undefined
  if (/"servers"/.test(JSON.stringify(document.paths))) return undefined
  return {
    ...document,
    servers: [{ ...server, url: match[1] }],
    paths: Object.fromEntries(
      Object.entries(toObject(document.paths)).map(([template, item]) => [
        template.startsWith('/') ? `${String(match[2])}${template}` : template,
        item,
      ]),
    ),
  }
}

/** Media types in capitals, with a character set that says nothing. */
export function spellMediaTypes(document: Json): Json | undefined {
  let count = 0
  for (const content of listContents(document)) {
    for (const [name, media] of Object.entries(content)) {
      if (name !== 'application/json') continue
      count += 1
      Reflect.deleteProperty(content, name)
      content['Application/JSON; charset=UTF-8'] = media
    }
  }
  return count === 0 ? undefined : document
}

/** What holds where nothing is said is said. */
export function writeDefaults(document: Json): Json | undefined {
  if (document.openapi === undefined) return undefined
  for (const operation of listAllOperations(document)) {
    operation.deprecated ??= false
    for (const parameter of listObjects(operation.parameters)) {
      if ('$ref' in parameter || parameter.schema === undefined) continue
      const isForm = parameter.in === 'query' || parameter.in === 'cookie'
      parameter.style ??= isForm ? 'form' : 'simple'
      parameter.explode ??= parameter.style === 'form'
      parameter.required ??= false
    }
    const body = toObject(operation.requestBody)
    if (!('$ref' in body) && operation.requestBody !== undefined) body.required ??= false
  }
  return document
}

function toKey(document: Json, parameter: Json): string {
  const { name, in: place } = resolve(document, parameter)
  return `${String(place)} ${String(name)}`
}
