import { rewrites } from '../../schema/rewrites.ts'
import {
  extractComponents,
  extractPathItems,
  inlineComponents,
  renameComponents,
  renameSecuritySchemes,
} from './of-components.ts'
import { spellSchemas, upgradeTo30, upgradeTo31, upgradeTo32 } from './of-dialects.ts'
import {
  hoistParameters,
  moveServerPath,
  pushParametersDown,
  renamePathParameters,
  spellMediaTypes,
  turnKeys,
  turnLists,
  writeDefaults,
  writeSecurityOut,
  writeServersOut,
} from './of-places.ts'
import type { Json } from './walk.ts'

/** Another way to write the same API, of a copy that it may change; `undefined` where there is nothing to be written so. */
export type DocumentRewrite = (document: Json) => Json | undefined

/** Kinds of rewrites that keep the meaning of a document, by name. */
export const documentRewrites: Readonly<Record<string, DocumentRewrite>> = {
  'as it is': (document) => document,
  'keys in another order': turnKeys,
  'lists in another order': turnLists,
  'parameters hoisted': hoistParameters,
  'parameters pushed down': pushParametersDown,
  'path parameters renamed': renamePathParameters,
  'components extracted': extractComponents,
  'components inlined': inlineComponents,
  'components renamed': renameComponents,
  'security schemes renamed': renameSecuritySchemes,
  'path items extracted': extractPathItems,
  'security written out': writeSecurityOut,
  'servers written out': writeServersOut,
  'the path of the server moved': moveServerPath,
  'media types in other words': spellMediaTypes,
  'defaults written out': writeDefaults,
  '2.0 as 3.0': upgradeTo30,
  '3.0 as 3.1': upgradeTo31,
  '3.1 as 3.2': upgradeTo32,
  ...Object.fromEntries(Object.keys(rewrites).map((kind) => [`schemas: ${kind}`, spellSchemas(kind)])),
}
