import { copy, isObject, type Json, listObjects, toObject } from '../rewrites/walk.ts'
import { byAddresses } from './expect-inherited.ts'
import type { EditKind } from './expect.ts'

/** Edits of the addresses at which operations are served. */
export const serverEdits: readonly EditKind[] = (['root', 'item', 'operation', 'outgoing'] as const).map(
  (on) => ({
    name: `servers of ${on}`,
    on,
    make: ({ node }, { draw, base, revision }) => {
      const servers = copy(listObjects(node.servers))
      const how = draw.pick(['add', 'remove', 'rename', 'choice', 'turn', 'variable'])
      const last = servers.at(-1)
      if (last === undefined) return undefined
      const variables = toObject(last.variables)
      if (how === 'add') servers.push({ url: 'https://more.example.com' })
      else if (how === 'turn' && servers.length > 1) servers.reverse()
      else if (how === 'remove' && servers.length > 1) servers.pop()
      else if (how === 'choice' && isObject(variables.region))
        variables.region.enum = draw.pick([['eu'], ['eu', 'us', 'ap']]) // prettier-ignore
      else if (how === 'choice' && isObject(variables.base)) variables.base.default = 'v2'
      else if (how === 'variable' && isObject(last.variables)) renameVariable(last)
      else last.url = String(last.url).replace('example', 'example2')
      node.servers = servers
      return byAddresses(base, revision)
    },
  }),
)

/** What a variable is called is no part of an address. */
function renameVariable(server: Json): void {
  const [[name, variable] = ['', {}]] = Object.entries(toObject(server.variables))
  server.url = String(server.url).replace(`{${name}}`, '{other}')
  server.variables = { other: variable }
}
