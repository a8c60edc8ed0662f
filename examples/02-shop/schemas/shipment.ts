import { z } from 'zod'
import { idOf, Time } from './ids.ts'
import { OrderId } from './order.ts'

export const ShipmentId = idOf('shp')

/** What is sent, as the carrier asks for it. It has no name of its own: it is a part of a shipment and nothing else. */
const parcel = z.object({
  weightGrams: z.int().min(1).max(100_000),
  lengthMm: z.int().min(1).max(3000),
  widthMm: z.int().min(1).max(3000),
  heightMm: z.int().min(1).max(3000),
})

export const ShipmentStatus = z
  .enum(['prepared', 'in_transit', 'delivered', 'lost'])
  .meta({ id: 'ShipmentStatus' })

export const carriers = ['dhl', 'dpd', 'gls'] as const
export const services = ['standard', 'express'] as const

const fields = {
  carrier: z.enum(carriers),
  service: z.enum(services),
  trackingNumber: z.string().min(1),
  parcel,
}

const example = {
  carrier: 'dhl',
  service: 'express',
  trackingNumber: 'JD014600003828',
  parcel: { weightGrams: 420, lengthMm: 320, widthMm: 120, heightMm: 60 },
}

export const Shipment = z
  .object({
    id: ShipmentId,
    orderId: OrderId,
    ...fields,
    status: ShipmentStatus,
    shippedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({
    id: 'Shipment',
    examples: [
      {
        id: 'shp_1',
        orderId: 'ord_1',
        ...example,
        status: 'in_transit',
        shippedAt: '2026-11-02T12:00:00Z',
        createdAt: '2026-11-02T09:00:00Z',
      },
    ],
  })

export const NewShipment = z.object(fields).meta({ id: 'NewShipment', examples: [example] })

export const ShipmentPatch = z
  .object({ status: ShipmentStatus, trackingNumber: z.string().min(1) })
  .partial()
  .meta({ id: 'ShipmentPatch', examples: [{ status: 'delivered' }] })

export const ShipmentList = z.object({ data: z.array(Shipment) }).meta({ id: 'ShipmentList' })

export type Shipment = z.output<typeof Shipment>
export type NewShipment = z.output<typeof NewShipment>
export type ShipmentPatch = z.output<typeof ShipmentPatch>
