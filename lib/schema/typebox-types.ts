/** A schema of TypeBox 1: it says by `~kind` what it is, and its type does not tell of `$id`. */
export type TypeBoxSchema = { readonly '~kind': string } | { readonly '~unsafe': unknown }

/** The type of a TypeBox schema's values. It is read from the schema's parts, so that TypeBox need not be installed. */
export type TypeBoxValue<Schema> = Schema extends { readonly '~unsafe': infer Value }
  ? Value
  : Schema extends { readonly '~kind': 'Object'; readonly properties: infer Properties }
    ? ObjectValue<Properties>
    : Schema extends { readonly '~kind': 'Array'; readonly items: infer Item }
      ? TypeBoxValue<Item>[]
      : Schema extends { readonly '~kind': 'Tuple'; readonly items: infer Items extends readonly unknown[] }
        ? { [Index in keyof Items]: TypeBoxValue<Items[Index]> }
        : Schema extends { readonly '~kind': 'Union'; readonly anyOf: readonly (infer Branch)[] }
          ? EachOf<Branch>
          : Schema extends { readonly '~kind': 'Intersect'; readonly allOf: readonly (infer Part)[] }
            ? AllOf<Part>
            : Schema extends { readonly '~kind': 'Record'; readonly patternProperties: infer Patterns }
              ? Record<string, TypeBoxValue<Patterns[keyof Patterns]>>
              : Schema extends { readonly '~kind': 'Literal'; readonly const: infer Value }
                ? Value
                : Schema extends { readonly '~kind': 'Enum'; readonly enum: readonly (infer Value)[] }
                  ? Value
                  : Schema extends { readonly '~kind': infer Kind }
                    ? ScalarOf<Kind>
                    : unknown

/** What a TypeBox schema is made of, in the words of zod: `unknown` for what has no parts. */
export type TypeBoxDefinition<Schema> = Schema extends { readonly '~unsafe': unknown }
  ? unknown
  : Schema extends { readonly '~kind': 'Object'; readonly properties: infer Properties }
    ? { readonly type: 'object'; readonly shape: Bare<Properties> }
    : Schema extends { readonly '~kind': 'Array'; readonly items: infer Item }
      ? { readonly type: 'array'; readonly element: Item }
      : Schema extends { readonly '~kind': 'Tuple'; readonly items: infer Items }
        ? { readonly type: 'tuple'; readonly items: Items; readonly rest: null }
        : Schema extends { readonly '~kind': 'Union'; readonly anyOf: infer Branches }
          ? { readonly type: 'union'; readonly options: Branches }
          : Schema extends { readonly '~kind': 'Intersect'; readonly allOf: infer Parts }
            ? IntersectDefinition<Parts>
            : Schema extends { readonly '~kind': 'Record'; readonly patternProperties: infer Patterns }
              ? { readonly type: 'record'; readonly valueType: Patterns[keyof Patterns] }
              : Schema extends { readonly '~kind': 'Enum' }
                ? { readonly type: 'enum' }
                : unknown

/** Schemas as they are outside of an object: there they are told whether they are optional, by a type of their own. */
type Bare<Properties> = { [Name in keyof Properties]: WithoutModifiers<Properties[Name]> }

/** A schema by itself, as others name it. */
export type WithoutModifiers<Schema> = Schema extends infer Inner & { '~optional': true }
  ? WithoutModifiers<Inner>
  : Schema extends infer Inner & { '~readonly': true }
    ? WithoutModifiers<Inner>
    : Schema

type IntersectDefinition<Parts> = Parts extends readonly [infer Left, ...infer Right]
  ? {
      readonly type: 'intersection'
      readonly left: Left
      readonly right: { readonly '~kind': 'Intersect'; readonly allOf: Right }
    }
  : unknown

type ObjectValue<Properties> = Flat<
  {
    -readonly [Name in Exclude<keyof Properties, OptionalIn<Properties>>]: TypeBoxValue<Properties[Name]>
  } & {
    -readonly [Name in OptionalIn<Properties>]?: TypeBoxValue<Properties[Name]>
  }
>

type OptionalIn<Properties> = {
  [Name in keyof Properties]: Properties[Name] extends { readonly '~optional': true } ? Name : never
}[keyof Properties]

type Flat<Type> = { [Key in keyof Type]: Type[Key] }

type EachOf<Branch> = Branch extends unknown ? TypeBoxValue<Branch> : never

type AllOf<Part> = (Part extends unknown ? (value: TypeBoxValue<Part>) => void : never) extends (
  value: infer Value,
) => void
  ? Value
  : never

/** What a kind without parts holds; of a kind that is not known here, anything. */
type ScalarOf<Kind> = Kind extends 'String'
  ? string
  : Kind extends 'Integer' | 'Number'
    ? number
    : Kind extends 'Boolean'
      ? boolean
      : Kind extends 'Null'
        ? null
        : unknown
