import { isObject, type Json, toObject } from '../rewrites/walk.ts'
import type { Said, Tools } from './expect.ts'
import type { Place, Use } from './list-places.ts'

/** What is said of a use: what the edit does, there, and back where that is no mirror of it. */
type Saying = Said | readonly [there: Said, back: Said]

/** What an edit of keywords does to the values of the schema; nothing where it does not fit. */
export type KeywordEdit = (
  node: Json,
  tools: Tools,
  place: Place,
) => Saying | ((use: Use) => Saying) | undefined

/** Another way to write XML is one where XML is written. */
const inXml =
  (said: Said): ((use: Use) => Said) =>
  (use) =>
    use.isXml ? said : 'silent'

/** Edits of what a schema says of its values beside which they are. */
export const annotationEdits: Readonly<Record<string, KeywordEdit>> = {
  'name of an element': (node, { draw }) => {
    if (node.in !== undefined) return undefined
    const key = node.xml === undefined ? draw.pick(['name', 'namespace']) : 'name'
    node.xml = { ...toObject(node.xml), [key]: 'https://xml.example.com/other' }
    // A list has no element of its own, unless it is said to have one.
    return inXml(isBareList(node) ? 'silent' : 'both')
  },
  'prefix of a namespace': (node) => {
    if (node.in !== undefined || isBareList(node)) return undefined
    node.xml = { ...toObject(node.xml), prefix: 'other' }
    return inXml('none')
  },
  'attribute in place of an element': (node) => {
    if (!isScalar(node) || toObject(node.xml).nodeType !== undefined) return undefined
    node.xml = { ...toObject(node.xml), attribute: toObject(node.xml).attribute !== true }
    return inXml('both')
  },
  'element around a list': (node, { draw, dialect }) => {
    if (node.in !== undefined || node.type !== 'array' || node.xml !== undefined) return undefined
    node.xml = dialect === '3.2' && draw.chance(0.5) ? { nodeType: 'element' } : { wrapped: true }
    return inXml('both')
  },
  'another word for the same node': (node, { dialect }) => {
    const { attribute, wrapped, ...others } = toObject(node.xml)
    if (dialect !== '3.2' || others.nodeType !== undefined) return undefined
    if (attribute === true) node.xml = { ...others, nodeType: 'attribute' }
    else if (wrapped === true && node.type === 'array') node.xml = { ...others, nodeType: 'element' }
    else if (isScalar(node)) node.xml = { ...others, nodeType: 'element' }
    else return undefined
    return 'silent'
  },
  'kind of a node': (node, { draw, dialect }) => {
    if (dialect !== '3.2' || !isScalar(node)) return undefined
    const { attribute: _, wrapped: __, ...others } = toObject(node.xml)
    node.xml = { ...others, nodeType: draw.pick(['text', 'cdata']) }
    return inXml('both')
  },
  'value of a discriminator': (node, { draw }) => {
    const { mapping } = toObject(node.discriminator)
    if (!isObject(mapping)) return undefined
    const how = draw.pick(['new', 'gone', 'turned'])
    if (how === 'new') mapping.kitten = mapping.cat
    else if (how === 'gone') delete mapping.cat
    else [mapping.cat, mapping.dog] = [mapping.dog, mapping.cat]
    // A receiver that goes by a value that was there takes the message for another kind, or for none.
    return how === 'new' ? ['none', 'unknown'] : how === 'gone' ? ['unknown', 'none'] : 'unknown'
  },
  'property of a discriminator': (node, { dialect }) => {
    const discriminator = node.discriminator
    if (!isObject(discriminator) || dialect === '2.0') return undefined
    discriminator.propertyName = 'type'
    return 'unknown'
  },
  'discriminator that comes or goes': (node) => {
    if (!Array.isArray(node.oneOf) || node.type !== undefined || node.oneOf.length !== 2) return undefined
    if (node.discriminator === undefined) node.discriminator = { propertyName: 'kind' }
    else delete node.discriminator
    return 'none'
  },
  'what an unknown kind is taken for': (node, { dialect }) => {
    const discriminator = node.discriminator
    if (dialect !== '3.2' || !isObject(discriminator)) return undefined
    const had = discriminator.defaultMapping !== undefined
    discriminator.defaultMapping = had ? '#/components/schemas/Cat' : '#/components/schemas/Dog'
    return had ? 'unknown' : ['none', 'unknown']
  },
}

function isScalar({ type, in: place }: Json): boolean {
  return ['string', 'integer', 'number', 'boolean'].includes(String(type)) && place === undefined
}

function isBareList({ type, xml }: Json): boolean {
  const { wrapped, nodeType } = toObject(xml)
  return type === 'array' && wrapped !== true && (nodeType === undefined || nodeType === 'none')
}
