import { changeErrorShape, defineChange, mapEnum, splitField } from 'tidemark'
import { z } from 'zod'
import { OrderStatus } from '../schemas/order.ts'
import { Problem } from '../schemas/problem.ts'
import { carriers, NewShipment, services, Shipment } from '../schemas/shipment.ts'

/** What an error was until then. */
export const ErrorBody = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'ErrorBody', examples: [{ code: 'not_found', message: 'There is no order 99.' }] })

export const describeProblems = defineChange({
  summary: 'Errors are problem details by RFC 9457.',
  why: 'One standard shape, which clients and gateways can read, and which says what of a request was wrong.',
  operations: [
    changeErrorShape({
      old: ErrorBody,
      current: Problem,
      downgrade: ({ title, detail }) => ({
        code: title.toLowerCase().replaceAll(/[^a-z]+/g, '_'),
        message: detail ?? title,
      }),
      loss: 'The list of what was wrong in a request',
    }),
  ],
})

const methods = [
  'dhl_standard',
  'dhl_express',
  'dpd_standard',
  'dpd_express',
  'gls_standard',
  'gls_express',
] as const

export const splitShippingMethod = defineChange({
  summary: 'A shipment has a `carrier` and a `service` instead of a `shippingMethod` such as `dhl_express`.',
  why: 'With each new carrier the list of methods grew by as many entries as there are services.',
  operations: [
    splitField([Shipment, NewShipment], 'shippingMethod', {
      old: z.enum(methods),
      into: ['carrier', 'service'],
      split: (method) => {
        const [carrier, service] = method.split('_')
        return { carrier: z.enum(carriers).parse(carrier), service: z.enum(services).parse(service) }
      },
      merge: ({ carrier, service }) => `${carrier}_${service}` as const,
    }),
  ],
})

export const tellArrival = defineChange({
  summary: 'An order that has arrived is `delivered`, and no longer `shipped`.',
  why: 'Clients asked the carriers to find out.',
  operations: [
    mapEnum(OrderStatus, {
      pairs: [
        ['pending', 'pending'],
        ['paid', 'paid'],
        ['shipped', 'shipped'],
        ['cancelled', 'cancelled'],
      ],
      downgradeOnly: [['delivered', 'shipped']],
    }),
  ],
})
