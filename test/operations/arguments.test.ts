import t from 'tap'
import { z } from 'zod'
import * as operations from '../../lib/operations/index.ts'
import { onlyIn } from '../../lib/operations/define-operation.ts'
import { before, defineChange, defineLoader, loadFrom, queryOf, responseOf } from '../../lib/index.ts'

/** How plain JavaScript calls an operation. */
type Name = keyof typeof operations | 'onlyIn'
const callables = { ...operations, onlyIn }
const call = (name: Name, args: readonly unknown[]): unknown => {
  const result: unknown = Reflect.apply(callables[name], undefined, args)
  return result
}

/** What an argument takes: how the error says it, what it refuses and how it tells of that, and what else it accepts. */
interface Kind {
  readonly give: string
  readonly refuses: readonly (readonly [value: unknown, told: string])[]
  readonly accepts: readonly unknown[]
}

const noop = (): undefined => undefined
const loaded = loadFrom(defineLoader({ name: 'x', load: async () => new Map([['a', 1]]) }), () => 'a')
const older = before({ $id: 'Thing' }, defineChange({ summary: 'Nothing.', operations: [] }))
const fieldName: Kind = {
  give: 'the name of a field, such as "name"',
  refuses: [
    [5, 'it is 5'],
    [null, 'it is null'],
    [['a'], 'it is a list'],
  ],
  accepts: ['', 'a.b'],
}
const fieldNames: Kind = {
  give: 'a list of names of fields, such as ["name"]',
  refuses: [
    ['ab', 'it is "ab"'],
    [['a', 1], 'it is a list'],
  ],
  accepts: [[], [''], Object.freeze(['a'])],
}
const fieldPath: Kind = {
  give: 'the way to a field, such as "address.zip" or ["address", "zip"]',
  refuses: [
    [[], 'it is a list'],
    [['a', 1], 'it is a list'],
    [5, 'it is 5'],
    [{}, 'it is an object'],
  ],
  accepts: ['', 'a.b', ['a.b', ''], Object.freeze(['a'])],
}
const schema: Kind = {
  give: 'a schema, in zod or as JSON Schema',
  refuses: [
    ['Thing', 'it is "Thing"'],
    [null, 'it is null'],
    [[], 'it is a list'],
    [String, 'it is a function'],
  ],
  accepts: [true, false, {}, z.string(), z.string().optional(), { $ref: 'Thing' }, older],
}
const fieldSchemas: Kind = {
  give: 'an object with a schema for the name of each field, such as { name: z.string() }',
  refuses: [
    [z.object({ a: z.string() }), 'it is an object'],
    [{ type: 'object' }, 'it is an object'],
    [{ a: undefined }, 'it is an object'],
    [['a'], 'it is a list'],
    ['a', 'it is "a"'],
  ],
  accepts: [{}, { a: z.string(), b: true, c: { type: 'string' } }],
}
const callback: Kind = {
  give: 'a function',
  refuses: [
    [{}, 'it is an object'],
    ['a', 'it is "a"'],
    [loaded, 'it is an object'],
  ],
  accepts: [noop],
}
const converter: Kind = {
  give: 'a function, or what `loadFrom` gives',
  refuses: [
    [{ loader: {}, key: noop, use: noop }, 'it is an object'],
    [1, 'it is 1'],
  ],
  accepts: [noop, loaded],
}
const source: Kind = {
  give: 'a constant, a function, or what `loadFrom` gives',
  refuses: [],
  accepts: [null, false, 0, '', [], {}, noop, loaded],
}
const text: Kind = {
  give: 'a text',
  refuses: [
    [1, 'it is 1'],
    [['a'], 'it is a list'],
  ],
  accepts: ['', 'a'],
}
const flag: Kind = { give: 'true or false', refuses: [['no', 'it is "no"']], accepts: [true, false] }
const losses: Kind = {
  give: 'a text, or a list of losses, such as [{ direction: "upgrade", what: "the time" }]',
  refuses: [
    [{ direction: 'upgrade', what: 'a' }, 'it is an object'],
    [['a'], 'it is a list'],
    [[{ direction: 'up', what: 'a' }], 'it is a list'],
    [[{ direction: 'upgrade' }], 'it is a list'],
    [1, 'it is 1'],
  ],
  accepts: ['a', [], [{ direction: 'downgrade', what: 'a', fields: ['a'] }]],
}
const pairs: Kind = {
  give: 'a list of pairs of values, such as [["on", "active"]]',
  refuses: [
    [{ on: 'active' }, 'it is an object'],
    [['on', 'active'], 'it is a list'],
    [[['on']], 'it is a list'],
    ['on', 'it is "on"'],
  ],
  accepts: [[], [[null, 'a']], [['on', undefined]]],
}
const words: Kind = {
  give: 'an object, such as { note: "another form" }',
  refuses: [
    ['a', 'it is "a"'],
    [noop, 'it is a function'],
  ],
  accepts: [{}, { note: 'a' }],
}
const address: Kind = {
  give: 'a path, or a method and a path, such as "/people" or "GET /people"',
  refuses: [
    ['people', 'it is "people"'],
    ['GET people', 'it is "GET people"'],
    [5, 'it is 5'],
    [null, 'it is null'],
  ],
  accepts: ['', '/', '*', '/a/:b', 'get /a', 'M-SEARCH /a'],
}
const messages: Kind = {
  give: '"request" or "response"',
  refuses: [['requests', 'it is "requests"']],
  accepts: ['request', 'response'],
}
const operation: Kind = {
  give: 'what renameField, or another of the operations, returns',
  refuses: [
    [operations.renameField, 'it is a function'],
    [{}, 'it is an object'],
    [[], 'it is a list'],
  ],
  accepts: [operations.moveEndpoint('/a', '/b')],
}

/** What an operation takes after its target, in order; an object of options, where it is one for each. */
interface Case {
  readonly args: readonly unknown[]
  /** The place of each argument that is checked, with its kind. */
  readonly takes?: Readonly<Record<string, readonly [place: number, kind: Kind]>>
  readonly options?: {
    readonly name: string
    readonly place: number
    readonly needs?: Readonly<Record<string, Kind>>
    readonly has?: Readonly<Record<string, Kind>>
    /** Options that the operation judges by a code of its own. */
    readonly judges?: readonly string[]
    /** What is written where there is no object. */
    readonly shown: string
    /** Whether the object may be left out. */
    readonly isOptional?: boolean
  }
}

const way = { old: {}, upgrade: noop, downgrade: noop }
const both = { old: { a: {}, b: {} }, merge: noop, split: noop }
const parts = { old: {}, into: ['a', 'b'], merge: noop, split: noop }
const shape = { old: {}, current: {}, downgrade: noop }
const options = 'options'

const cases: Readonly<Record<Name, Case>> = {
  addEndpoint: { args: ['GET /a'] },
  addField: {
    args: ['Thing', 'a', {}],
    takes: { field: [1, fieldName] },
    options: { name: options, place: 2, has: { upgrade: source }, shown: 'upgrade', isOptional: true },
  },
  changeDefault: {
    args: ['Thing', 'a', {}],
    takes: { field: [1, fieldName] },
    options: { name: options, place: 2, judges: ['old', 'current'], shown: 'old, current' },
  },
  changeErrorShape: {
    args: [shape],
    options: {
      name: options,
      place: 0,
      needs: { old: schema, current: schema, downgrade: callback },
      has: { oldMediaType: text, loss: text },
      shown: 'old, current, downgrade',
    },
  },
  changeStatus: {
    args: ['GET /a', { old: 200, current: 201 }],
    options: { name: options, place: 1, judges: ['old', 'current'], shown: 'old, current' },
  },
  custom: {
    args: ['Thing', way],
    options: {
      name: options,
      place: 1,
      needs: { old: schema, upgrade: converter, downgrade: converter },
      has: { loss: losses, describe: words },
      shown: 'old, upgrade, downgrade',
    },
  },
  makeOptional: {
    args: ['Thing', 'a', { downgrade: 1 }],
    takes: { field: [1, fieldName] },
    options: { name: options, place: 2, needs: { downgrade: source }, shown: 'downgrade' },
  },
  makeRequired: {
    args: ['Thing', 'a', { upgrade: 1 }],
    takes: { field: [1, fieldName] },
    options: { name: options, place: 2, needs: { upgrade: source }, shown: 'upgrade' },
  },
  mapEnum: {
    args: ['Thing', 'a', { pairs: [['on', 'active']] }],
    options: {
      name: 'map',
      place: 2,
      needs: { pairs },
      has: { downgradeOnly: pairs, upgradeOnly: pairs },
      shown: 'pairs',
    },
  },
  mergeFields: {
    args: ['Thing', 'a', both],
    takes: { to: [1, fieldName] },
    options: {
      name: options,
      place: 2,
      needs: { old: fieldSchemas, merge: callback, split: callback },
      has: { loss: losses },
      shown: 'old, merge, split',
    },
  },
  moveEndpoint: { args: ['/a', '/b'], takes: { from: [0, address], to: [1, address] } },
  moveField: { args: ['Thing', 'a.b', 'a'], takes: { from: [1, fieldPath], to: [2, fieldPath] } },
  nestFields: { args: ['Thing', ['a'], 'b'], takes: { fields: [1, fieldNames], into: [2, fieldName] } },
  removeEndpoint: {
    args: ['GET /a', {}],
    options: { name: options, place: 1, judges: ['instead'], shown: 'instead', isOptional: true },
  },
  removeField: {
    args: ['Thing', 'a', { old: {} }],
    takes: { field: [1, fieldName] },
    options: {
      name: options,
      place: 2,
      needs: { old: schema },
      has: { required: flag, downgrade: source, after: fieldName },
      shown: 'old',
    },
  },
  renameField: { args: ['Thing', 'a', 'b'], takes: { from: [1, fieldName], to: [2, fieldName] } },
  retypeField: {
    args: ['Thing', 'a', way],
    takes: { field: [1, fieldName] },
    options: {
      name: 'how',
      place: 2,
      needs: { old: schema, upgrade: callback, downgrade: callback },
      has: { loss: losses },
      shown: 'old, upgrade, downgrade',
    },
  },
  splitField: {
    args: ['Thing', 'a', parts],
    takes: { from: [1, fieldName] },
    options: {
      name: options,
      place: 2,
      needs: { old: schema, into: fieldNames, split: callback, merge: callback },
      has: { loss: losses },
      shown: 'old, into, split, merge',
    },
  },
  unnestFields: { args: ['Thing', 'a', ['b']], takes: { from: [1, fieldName], fields: [2, fieldNames] } },
  unwrapBody: {
    args: ['Thing', { from: 'a' }],
    options: {
      name: options,
      place: 1,
      needs: { from: fieldName },
      has: { old: fieldSchemas, beside: callback, loss: text },
      shown: 'from',
    },
  },
  wrapBody: {
    args: ['Thing', { into: 'a' }],
    options: {
      name: options,
      place: 1,
      needs: { into: fieldName },
      has: { beside: callback, loss: text },
      shown: 'into',
    },
  },
  onlyIn: {
    args: ['request', operations.renameField('Thing', 'a', 'b')],
    takes: { messages: [0, messages], operation: [1, operation] },
  },
}

t.test('every operation is in the table', async (t) => {
  t.strictSame(Object.keys(cases).sort(), Object.keys(callables).sort())
})

for (const name of Object.keys(cases) as Name[]) {
  const { args, takes = {}, options } = cases[name]
  const refuses = (given: readonly unknown[], place: string, fault: string): void => {
    const message = `The operation ${name} cannot use its ${place}: ${fault}.`
    t.throws(() => call(name, given), { code: 'TDM_OPERATION_ARGUMENT', message }, message)
  }

  t.doesNotThrow(() => call(name, args), `${name} takes what its types ask for`)
  for (const [argument, [place, kind]] of Object.entries(takes)) {
    refuses(args.with(place, undefined), `argument "${argument}"`, `it is missing; give ${kind.give}`)
    for (const [value, told] of kind.refuses)
      refuses(args.with(place, value), `argument "${argument}"`, `${told}; give ${kind.give}`)
    for (const value of kind.accepts)
      t.doesNotThrow(() => call(name, args.with(place, value)), `${name} with another ${argument}`)
  }

  if (options === undefined) continue
  const { place, needs = {}, has = {}, judges = [] } = options
  const held = args[place] as Readonly<Record<string, unknown>>
  const withOption = (option: string, value: unknown): readonly unknown[] =>
    args.with(place, Object.freeze({ ...held, [option]: value }))
  const such = `give an object of options, such as { ${options.shown} }`
  if (options.isOptional === true)
    t.doesNotThrow(() => call(name, args.with(place, undefined)), `${name} without options`)
  else refuses(args.with(place, undefined), `argument "${options.name}"`, `it is missing; ${such}`)
  refuses(args.with(place, null), `argument "${options.name}"`, `it is null; ${such}`)
  refuses(args.with(place, 'GET /b'), `argument "${options.name}"`, `it is "GET /b"; ${such}`)
  refuses(args.with(place, noop), `argument "${options.name}"`, `it is a function; ${such}`)

  for (const [option, kind] of Object.entries(needs))
    refuses(withOption(option, undefined), `option "${option}"`, `it is missing; give ${kind.give}`)
  for (const option of Object.keys(has))
    t.doesNotThrow(() => call(name, withOption(option, undefined)), `${name} without ${option}`)
  for (const [option, kind] of Object.entries({ ...needs, ...has })) {
    for (const [value, told] of kind.refuses)
      refuses(withOption(option, value), `option "${option}"`, `${told}; give ${kind.give}`)
    for (const value of kind.accepts)
      t.doesNotThrow(() => call(name, withOption(option, value)), `${name} with another ${option}`)
  }

  const known = [...Object.keys(needs), ...Object.keys(has), ...judges]
  for (const option of known) {
    const misspelt = `${option}s`
    const fault = `there is no such option; the nearest is "${option}"`
    refuses(withOption(misspelt, 1), `option "${misspelt}"`, fault)
    t.doesNotThrow(() => call(name, withOption(misspelt, undefined)), `${name}: nothing is no option`)
  }
}

t.test('an option that is like none is refused with all that there are, in their order', async (t) => {
  const refused: readonly (readonly [Name, readonly unknown[], string])[] = [
    ['changeErrorShape', [{ from: {}, to: {} }], 'old, current, oldMediaType, downgrade, loss'],
    ['retypeField', ['Thing', 'a', { from: {}, to: {} }], 'old, upgrade, downgrade, loss'],
    ['addField', ['Thing', 'a', { from: 1 }], 'upgrade'],
    ['changeStatus', ['GET /a', { from: 200, to: 201 }], 'old, current'],
  ]
  for (const [name, args, known] of refused) {
    t.throws(() => call(name, args), {
      code: 'TDM_OPERATION_ARGUMENT',
      message: `The operation ${name} cannot use its option "from": there is no such option; there are ${known}.`,
    })
  }
})

t.test('where a target was forgotten, the argument that is missing is named', async (t) => {
  t.throws(() => call('renameField', ['a', 'b']), {
    code: 'TDM_OPERATION_ARGUMENT',
    message:
      'The operation renameField cannot use its argument "to": it is missing; give the name of a field, such as "name".',
  })
  t.throws(() => call('mapEnum', ['Thing', 'a']), {
    code: 'TDM_OPERATION_ARGUMENT',
    message:
      'The operation mapEnum cannot use its argument "map": it is "a"; give an object of options, such as { pairs }.',
  })
  t.throws(() => call('mapEnum', ['Thing', 5, { pairs: [] }]), {
    code: 'TDM_OPERATION_ARGUMENT',
    message:
      'The operation mapEnum cannot use its argument "field": it is 5; give the name of a field, such as "name".',
  })
  t.throws(() => call('mapEnum', ['Thing']), {
    code: 'TDM_OPERATION_ARGUMENT',
    message:
      'The operation mapEnum cannot use its argument "map": it is missing; give an object of options, such as { pairs }.',
  })
})

t.test('a codec has options beside it, and a schema that is none says so', async (t) => {
  const codec = z.codec(z.string(), z.number(), { decode: Number, encode: String })
  t.doesNotThrow(() => call('retypeField', ['Thing', 'a', codec]))
  t.doesNotThrow(() => call('retypeField', ['Thing', 'a', codec, { loss: 'the digits' }]))
  t.throws(() => call('retypeField', ['Thing', 'a', z.string(), { upgrade: noop }]), {
    code: 'TDM_CODEC_UNUSABLE',
  })
  t.throws(() => call('retypeField', ['Thing', 'a', codec, { lost: 'the digits' }]), {
    code: 'TDM_OPERATION_ARGUMENT',
    message:
      'The operation retypeField cannot use its option "lost": there is no such option; the nearest is "loss".',
  })
  t.throws(() => call('retypeField', ['Thing', 'a', codec, null]), {
    code: 'TDM_OPERATION_ARGUMENT',
    message:
      'The operation retypeField cannot use its argument "options": it is null; give an object of options, such as { loss }.',
  })
})

t.test('what operations are given is checked where it is made', async (t) => {
  const load = async (): Promise<ReadonlyMap<string, number>> => new Map()
  const loader = defineLoader({ name: 'x', load })
  const change = defineChange({ summary: 'Nothing.', operations: [] })
  const makers = { defineLoader, loadFrom, before }
  const make = (name: keyof typeof makers, ...args: readonly unknown[]): unknown =>
    Reflect.apply(makers[name], undefined, args)
  const refused: readonly (readonly [keyof typeof makers, readonly unknown[], string])[] = [
    [
      'defineLoader',
      [],
      'argument "options": it is missing; give an object of options, such as { name, load }',
    ],
    [
      'defineLoader',
      [load],
      'argument "options": it is a function; give an object of options, such as { name, load }',
    ],
    ['defineLoader', [{ load }], 'option "name": it is missing; give a text'],
    ['defineLoader', [{ name: 'x', laod: load }], 'option "load": it is missing; give a function'],
    ['loadFrom', [], 'argument "loader": it is missing; give what `defineLoader` gives'],
    ['loadFrom', [load, noop], 'argument "loader": it is a function; give what `defineLoader` gives'],
    ['loadFrom', [loader], 'argument "key": it is missing; give a function'],
    ['loadFrom', [loader, 'id'], 'argument "key": it is "id"; give a function'],
    ['loadFrom', [loader, noop, 'id'], 'argument "use": it is "id"; give a function'],
    [
      'before',
      [[{ $id: 'A' }, { $id: 'B' }], change],
      'argument "schema": it is a list; give one schema; call `before` for each of several',
    ],
    [
      'before',
      [{ $id: 'A' }, { $id: 'B' }],
      'argument "changes": it is a list; give changes, as `defineChange` gives them',
    ],
    [
      'before',
      [{ $id: 'A' }, change, undefined],
      'argument "changes": it is a list; give changes, as `defineChange` gives them',
    ],
  ]
  for (const [name, args, fault] of refused)
    t.throws(() => make(name, ...args), {
      code: 'TDM_OPERATION_ARGUMENT',
      message: `The operation ${name} cannot use its ${fault}.`,
    })
  class Store {
    readonly name = 'store'
    readonly values = new Map([['a', 1]])
    async load(): Promise<ReadonlyMap<string, number>> {
      return this.values
    }
  }
  const stored = defineLoader(new Store())
  t.strictSame([...(await stored.load(['a'], { context: undefined }))], [['a', 1]], 'with what it works with')
  t.doesNotThrow(() => loadFrom(stored, () => 'a'))
  t.throws(() => make('before'), { code: 'TDM_SCHEMA_UNNAMED' })
})

t.test('what has a code of its own keeps it', async (t) => {
  t.throws(() => call('addEndpoint', []), { code: 'TDM_ENDPOINT_NAME' })
  t.throws(() => call('removeEndpoint', []), { code: 'TDM_ENDPOINT_NAME' })
  t.throws(() => call('removeEndpoint', ['GET /a', { instead: 5 }]), { code: 'TDM_ENDPOINT_NAME' })
  t.throws(() => call('changeStatus', ['GET /a', { old: 200 }]), { code: 'TDM_STATUS_CHANGE' })
  t.throws(() => call('renameField', [undefined, 'a', 'b']), { code: 'TDM_SCHEMA_UNNAMED' })
})

t.test('any form of a target is taken', async (t) => {
  const Thing = z.object({ b: z.string() }).meta({ id: 'ArgumentsThing' })
  const targets = [Thing, { $id: 'Thing' }, 'Thing', queryOf('GET /a'), responseOf('GET /a', { status: 404 })]
  for (const target of [...targets, targets]) t.doesNotThrow(() => call('renameField', [target, 'a', 'b']))
})
