import {
  changeErrorShape,
  defineChange,
  defineTimeline,
  mapEnum,
  mergeFields,
  moveEndpoint,
  nestFields,
  renameField,
  responseOf,
  retypeField,
  wrapBody,
} from 'tidemark'
import { z } from 'zod'
import { NewUser, Problem, User, words } from './schemas.ts'

export const joinNames = defineChange({
  summary: 'A user has one `fullName` instead of `firstName` and `lastName`.',
  why: 'Not every name has two parts.',
  operations: [
    mergeFields([User, NewUser], 'fullName', {
      old: {
        firstName: z.string().regex(words),
        lastName: z.string().regex(/^(\S+( \S+)*)?$/),
      },
      merge: ({ firstName, lastName }) => (lastName === '' ? firstName : `${firstName} ${lastName}`),
      split: (fullName) => {
        const space = fullName.indexOf(' ')
        return space === -1
          ? { firstName: fullName, lastName: '' }
          : { firstName: fullName.slice(0, space), lastName: fullName.slice(space + 1) }
      },
      loss: [
        {
          direction: 'upgrade',
          what: 'Where the first name ends, if it has several words',
          fields: ['firstName', 'lastName'],
        },
      ],
    }),
  ],
})

export const wrapList = defineChange({
  summary: 'The list of users stands in `data`, beside `meta.total`.',
  why: 'A list needs room for what is said about it, such as paging.',
  operations: [
    wrapBody(responseOf('GET /users'), {
      into: 'data',
      beside: (users) => ({ meta: { total: Array.isArray(users) ? users.length : 0 } }),
      loss: 'How many users there are in all',
    }),
  ],
})

export const nameStatus = defineChange({
  summary: 'A `status` is a word and no longer a number, and can be `suspended`.',
  why: 'The numbers had to be looked up, and there was none for a third state.',
  operations: [
    mapEnum([User, NewUser], 'status', {
      pairs: [
        [1, 'active'],
        [0, 'inactive'],
      ],
      downgradeOnly: [['suspended', 0]],
    }),
  ],
})

export const nestAddress = defineChange({
  summary: '`street`, `city` and `country` stand in `address`.',
  why: 'An address is used as one thing, and a user may get a second one.',
  operations: [nestFields([User, NewUser], ['street', 'city', 'country'], 'address')],
})

export const writeTimes = defineChange({
  summary: '`createdAt` is an RFC 3339 time instead of Unix seconds in `created_at`.',
  why: 'Times are readable in logs and say their zone; names are in camel case throughout.',
  operations: [
    renameField(User, 'created_at', 'createdAt'),
    retypeField(User, 'createdAt', {
      old: z.int().min(-62_135_596_800).max(253_402_300_799),
      upgrade: (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
      downgrade: (time) => Date.parse(time) / 1000,
    }),
  ],
})

export const callThemUsers = defineChange({
  summary: 'People are called users: `/people` is `/users`.',
  why: 'An account can belong to a machine.',
  operations: [moveEndpoint('/people', '/users')],
})

export const describeProblems = defineChange({
  summary: 'Errors are problem details by RFC 9457.',
  why: 'One standard shape, which clients and gateways can read.',
  operations: [
    changeErrorShape({
      old: z.object({ error: z.string(), code: z.int() }),
      current: Problem,
      downgrade: (problem) => ({ error: problem.detail ?? problem.title, code: problem.status }),
      loss: 'The type and title of a problem, and the list of the fields that were wrong',
    }),
  ],
})

export const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    { name: '2026-11-01', aliases: ['v3'], changes: [joinNames, wrapList] },
    {
      name: '2026-03-01',
      aliases: ['v2'],
      changes: [nameStatus, nestAddress, writeTimes, callThemUsers, describeProblems],
      deprecated: '2026-11-01',
      sunset: '2027-11-01',
    },
    { name: '2025-09-01', aliases: ['v1'], deprecated: '2026-03-01', sunset: '2026-12-31' },
  ],
})
