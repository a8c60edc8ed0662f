/** Every operation on values, said twice: by the library, and by what it does to the members of one object. */
import {
  addField,
  changeDefault,
  custom,
  makeOptional,
  makeRequired,
  mapEnum,
  mergeFields,
  moveField,
  nestFields,
  removeField,
  renameField,
  retypeField,
  splitField,
  unnestFields,
  unwrapBody,
  wrapBody,
} from '../../../lib/operations/index.ts'
import {
  replace,
  toMembers,
  toObjectSchema,
  toSchema,
  type Field,
  type Fill,
  type Members,
  type Model,
  type Move,
  type Type,
} from './model.ts'

const text = { kind: 'text' } as const

export function renameMove(model: Model, targets: readonly string[], from: string, to: string): Move {
  const swap = (old: string, name: string) => (members: Members) =>
    new Map([...members].map(([key, value]) => [key === old ? name : key, value]))
  return {
    targets,
    isLossy: false,
    older: replace(model, targets, to, (field) => [{ ...field, name: from }]),
    operation: renameField(targets, from, to),
    down: swap(to, from),
    up: swap(from, to),
  }
}

/** The field stands in an array of one, in the older form. */
export function boxMove(model: Model, target: string, field: Field): Move {
  const box: Type = { kind: 'box', of: field.type }
  const unbox = (value: unknown): unknown => (Array.isArray(value) ? (value[0] as unknown) : undefined)
  return {
    targets: [target],
    isLossy: false,
    older: replace(model, [target], field.name, ({ name, required }) => [{ name, required, type: box }]),
    operation: retypeField(target, field.name, {
      old: toSchema(box),
      upgrade: unbox,
      downgrade: (value) => [value],
    }),
    down: change(field.name, (value) => [[field.name, [value]]]),
    up: change(field.name, (value) => [[field.name, unbox(value)]]),
  }
}

/** The values of an enum are numbers, in the older form. */
export function numberMove(
  model: Model,
  target: string,
  field: Field,
  values: readonly (string | number)[],
): Move {
  const pairs = values.map((current, index) => [index, current] as const)
  return {
    targets: [target],
    isLossy: false,
    older: replace(model, [target], field.name, ({ name, required }) => [
      { name, required, type: { kind: 'enum', values: pairs.map(([old]) => old) } },
    ]),
    operation: mapEnum(target, field.name, { pairs }),
    down: change(field.name, (value) => [[field.name, values.findIndex((known) => known === value)]]),
    up: change(field.name, (value) => [[field.name, values[Number(value)]]]),
  }
}

/** A text is in two parts, its first character and the rest, in the older form. */
export function mergeMove(model: Model, target: string, field: Field, first: string, rest: string): Move {
  return {
    targets: [target],
    isLossy: false,
    older: replace(model, [target], field.name, () => [
      { name: first, type: text, required: field.required },
      { name: rest, type: text, required: field.required },
    ]),
    operation: mergeFields(target, field.name, {
      old: Object.fromEntries([first, rest].map((name) => [name, toSchema(text)])),
      merge: (old: Readonly<Record<string, unknown>>) => join(own(old, first), own(old, rest)),
      split: (whole) => cut(whole, first, rest),
    }),
    down: change(field.name, (value) => Object.entries(cut(value, first, rest))),
    up: joinMembers(first, rest, field.name),
  }
}

/** Two texts are one, in the older form. */
export function splitMove(model: Model, target: string, first: Field, rest: Field, from: string): Move {
  const one: Field = { name: from, type: text, required: first.required || rest.required }
  const merged = replace(model, [target], first.name, () => [one])
  return {
    targets: [target],
    isLossy: true,
    older: replace(merged, [target], rest.name, () => []),
    operation: splitField(target, from, {
      old: toSchema(text),
      into: [first.name, rest.name],
      split: (whole) => cut(whole, first.name, rest.name),
      merge: (parts: unknown) => {
        const held = parts as Readonly<Record<string, unknown>>
        return join(own(held, first.name), own(held, rest.name))
      },
      loss: 'Where one ends and the other begins',
    }),
    down: joinMembers(first.name, rest.name, from),
    up: change(from, (value) => Object.entries(cut(value, first.name, rest.name))),
  }
}

/** The fields of a group stand outside of it, in the older form. */
export function nestMove(model: Model, target: string, field: Field, inner: readonly Field[]): Move {
  const names = inner.map(({ name }) => name)
  return {
    targets: [target],
    isLossy: false,
    older: replace(model, [target], field.name, () =>
      inner.map((one) => ({ ...one, required: one.required && field.required })),
    ),
    operation: nestFields(target, names, field.name),
    down: spread(field.name),
    up: gather(names, field.name),
  }
}

/** Some fields stand in a group, in the older form. */
export function unnestMove(model: Model, target: string, fields: readonly Field[], from: string): Move {
  const names = fields.map(({ name }) => name)
  const required = fields.some((field) => field.required)
  const [first, ...others] = names
  // A field that is alone in its group is there whenever the group is.
  const inside = required ? fields : fields.map((field) => ({ ...field, required: true }))
  const group: Field = { name: from, required, type: { kind: 'group', fields: inside } }
  const grouped = replace(model, [target], first ?? '', () => [group])
  return {
    targets: [target],
    isLossy: false,
    older: others.reduce((inner, name) => replace(inner, [target], name, () => []), grouped),
    operation: unnestFields(target, from, names),
    down: gather(names, from),
    up: spread(from),
  }
}

/** A field stands within a group, in the older form. */
export function moveOutMove(
  model: Model,
  target: string,
  field: Field,
  into: Field,
  inner: readonly Field[],
): Move {
  const moved: Field = { ...into, type: { kind: 'group', fields: [...inner, field] } }
  const without = replace(model, [target], field.name, () => [])
  return {
    targets: [target],
    isLossy: false,
    older: replace(without, [target], into.name, () => [moved]),
    operation: moveField(target, [into.name, field.name], [field.name]),
    down: (members) => {
      const held = members.get(field.name)
      const rest = new Map([...members].filter(([name]) => name !== field.name))
      return held === undefined && !members.has(field.name)
        ? rest
        : change(into.name, (group) => [
            [into.name, Object.fromEntries([...toMembers(group), [field.name, held]])],
          ])(rest)
    },
    up: (members) => {
      const group = toMembers(members.get(into.name))
      const rest = change(into.name, () => [
        [into.name, Object.fromEntries([...group].filter(([name]) => name !== field.name))],
      ])(members)
      return group.has(field.name) ? new Map([...rest, [field.name, group.get(field.name)]]) : rest
    },
  }
}

/** A field is not there, in the older form; it is made of how many fields there are. */
export function addMove(model: Model, target: string, field: Field): Move {
  return {
    targets: [target],
    isLossy: true,
    older: replace(model, [target], field.name, () => []),
    operation: addField(target, field.name, {
      upgrade: (holder: unknown) => count(toMembers(holder).size, field.type),
    }),
    down: remove(field.name),
    up: (members) => new Map([...members, [field.name, count(members.size, field.type)]]),
  }
}

/** There is a field more, in the older form; it is made of how many fields there are. */
export function removeMove(model: Model, target: string, name: string, required: boolean): Move {
  const field: Field = { name, required, type: text }
  return {
    targets: [target],
    isLossy: false,
    older: new Map(
      [...model].map(([schema, fields]) => [schema, schema === target ? [...fields, field] : fields]),
    ),
    operation: removeField(target, name, {
      old: toSchema(text),
      required,
      downgrade: (holder: unknown) => String(toMembers(holder).size),
    }),
    down: (members) => new Map([...members, [name, String(members.size)]]),
    up: remove(name),
  }
}

/** A field may be missing, in the older form. */
export function requireMove(model: Model, target: string, field: Field, fill: Fill): Move {
  return {
    targets: [target],
    isLossy: false,
    older: replace(model, [target], field.name, () => [{ ...field, required: false }]),
    operation: makeRequired(target, field.name, { upgrade: fill }),
    down: (members) => members,
    up: fillIn(field.name, fill),
  }
}

/** A field is always there, in the older form. */
export function loosenMove(model: Model, target: string, field: Field, fill: Fill): Move {
  return {
    targets: [target],
    isLossy: true,
    older: replace(model, [target], field.name, () => [{ ...field, required: true }]),
    operation: makeOptional(target, field.name, { downgrade: fill }),
    down: fillIn(field.name, fill),
    up: (members) => members,
  }
}

/** A field has another default, in the older form. */
export function defaultMove(model: Model, target: string, field: Field, old: unknown): Move {
  return {
    targets: [target],
    isLossy: true,
    older: replace(model, [target], field.name, () => [{ ...field, default: old }]),
    operation: changeDefault(target, field.name, { old, current: field.default }),
    down: fillIn(field.name, field.default),
    up: fillIn(field.name, old),
  }
}

/** The whole object stands in a field of its own, in the older form. */
export function customMove(model: Model, target: string, name: string): Move {
  const fields = model.get(target) ?? []
  const holder: Field = { name, required: true, type: { kind: 'group', fields } }
  return {
    targets: [target],
    isLossy: false,
    older: new Map([...model].map(([schema, held]) => [schema, schema === target ? [holder] : held])),
    operation: custom(target, {
      old: toObjectSchema([holder]),
      upgrade: (old) => own(old as Readonly<Record<string, unknown>>, name),
      downgrade: (current) => Object.fromEntries([[name, current]]),
    }),
    down: (members) => new Map([[name, Object.fromEntries(members)]]),
    up: (members) => toMembers(members.get(name)),
  }
}

/** What stands in the only field is the whole object, in the older form. */
export function wrapMove(model: Model, target: string, into: string, inner: readonly Field[]): Move {
  return {
    targets: [target],
    isLossy: false,
    older: new Map([...model].map(([schema, held]) => [schema, schema === target ? inner : held])),
    operation: wrapBody(target, { into }),
    down: (members) => toMembers(members.get(into)),
    up: (members) => new Map([[into, Object.fromEntries(members)]]),
  }
}

/** The whole object stands in an envelope, in the older form. */
export function unwrapMove(model: Model, target: string, from: string): Move {
  const fields = model.get(target) ?? []
  const envelope: Field = { name: from, required: true, type: { kind: 'group', fields } }
  return {
    targets: [target],
    isLossy: false,
    older: new Map([...model].map(([schema, held]) => [schema, schema === target ? [envelope] : held])),
    operation: unwrapBody(target, { from }),
    down: (members) => new Map([[from, Object.fromEntries(members)]]),
    up: (members) => toMembers(members.get(from)),
  }
}

function change(name: string, make: (value: unknown) => readonly (readonly [string, unknown])[]) {
  return (members: Members): Members =>
    new Map([...members].flatMap(([key, value]) => (key === name ? make(value) : [[key, value] as const])))
}

function remove(name: string) {
  return change(name, () => [])
}

function fillIn(name: string, fill: unknown) {
  return (members: Members): Members =>
    members.has(name) || fill === undefined ? members : new Map([...members, [name, fill]])
}

function spread(name: string) {
  return change(name, (value) => [...toMembers(value)])
}

function gather(names: readonly string[], into: string) {
  return (members: Members): Members => {
    const moved = [...members].filter(([name]) => names.includes(name))
    const others = [...members].filter(([name]) => !names.includes(name))
    return new Map(moved.length === 0 ? others : [...others, [into, Object.fromEntries(moved)]])
  }
}

function joinMembers(first: string, rest: string, into: string) {
  return (members: Members): Members => {
    if (!members.has(first) && !members.has(rest)) return members
    const others = [...members].filter(([name]) => name !== first && name !== rest)
    return new Map([...others, [into, join(members.get(first), members.get(rest))]])
  }
}

function join(one: unknown, other: unknown): string {
  return `${asText(one)}${asText(other)}`
}

function cut(whole: unknown, first: string, rest: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries([
    [first, asText(whole).slice(0, 1)],
    [rest, asText(whole).slice(1)],
  ])
}

function count(size: number, type: Type): unknown {
  return type.kind === 'number' ? size : String(size)
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
