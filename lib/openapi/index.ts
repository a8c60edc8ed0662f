export {
  escapeSegment,
  isObject,
  joinPointer,
  readEntries,
  readKey,
  readList,
  readString,
  type JsonObject,
  type Located,
} from './json-value.ts'
export { decodeText } from './decode-text.ts'
export { createLocator, locatePointer, type Locator, type Position } from './locate-pointer.ts'
export type { LoadOptions } from './document-source.ts'
export { loadDocument } from './load-document.ts'
export { LoadedDocument, type DocumentWarning, type Location } from './loaded-document.ts'
export { openDocument, type OpenApiDocument, type OpenApiVersion } from './open-document.ts'
export { parseDocument, type ParsedText } from './parse-document.ts'
export { isMethod, readPathOperations, readWebhookOperations } from './read-operations.ts'
export { isDate, readSerialization } from './read-parameters.ts'
export { readParts } from './read-parts.ts'
export { identifyKey } from './read-security.ts'
export { readBasePath } from './read-servers.ts'
export {
  findComponent,
  listComponents,
  readSupertypes,
  readUnion,
  type Supertype,
} from './read-supertypes.ts'
export type {
  Callback,
  Deprecation,
  Link,
  MediaType,
  Operation,
  OperationParts,
  Parameter,
  ParameterPlace,
  PartEncoding,
  RequestBody,
  Response,
  Security,
  SecurityAlternative,
  SecurityScheme,
} from './types.ts'
