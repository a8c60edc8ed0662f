import type { FastifyInstance } from 'fastify'
import type { Known } from './make-requests.ts'

/**
 * Puts into the shop what it does not begin with, such as carts, and tells what is there. Operations that use something
 * up have some of their own.
 *
 * Ids are texts such as `ord_17`, and were numbers before: each is told in both forms.
 */
export async function fillShop(app: FastifyInstance): Promise<Known> {
  const add = async (url: string, payload: object): Promise<Row> => {
    const answer = await app.inject({ method: 'POST', url, headers: { 'api-version': 'v12' }, payload })
    if (answer.statusCode !== 201) throw new Error(`POST ${url} answers ${answer.statusCode}: ${answer.body}`)
    return answer.json<Row>()
  }
  const times = async (count: number, make: (index: number) => Promise<Row>): Promise<readonly Row[]> => {
    const rows: Row[] = []
    for (let index = 0; index < count; index += 1) rows.push(await make(index))
    return rows
  }
  // Not the products that requests change: what a cart costs is to stay what an order can count.
  const addCart = async (): Promise<Row> => {
    const { id } = await add('/carts', { currency: 'EUR' })
    await add(`/carts/${id}/items`, { productId: 'prd_4', quantity: 2 })
    return add(`/carts/${id}/items`, { productId: 'prd_5', quantity: 1 })
  }

  const [changed, emptied] = await times(2, addCart)
  const bought = await times(6, addCart)
  const webhooks = await times(6, () => add('/webhooks', { url: closed, events: ['order.created'] }))
  const products = await times(6, (index) =>
    add('/products', { ...product, sku: `ZZ-${String(100 + index)}` }),
  )
  const customers = await times(6, (index) =>
    add('/customers', { ...customer, email: `nobody.${String(index)}@example.com` }),
  )
  const both = (prefix: string, numbers: readonly number[]): readonly unknown[] => [
    ...numbers.map((number) => `${prefix}_${String(number)}`),
    ...numbers,
  ]
  const idsOf = (rows: readonly (Row | undefined)[]): readonly unknown[] =>
    rows.flatMap((row) => (row === undefined ? [] : [row.id, Number(row.id.slice(4))]))

  const customerIds = both('cus', [1, 2, 3])
  const productIds = both('prd', [1, 2, 3])
  return {
    customerId: customerIds,
    customer_id: customerIds,
    client_id: customerIds,
    'deleteCustomer.customerId': idsOf(customers),
    productId: productIds,
    product_id: productIds,
    'deleteProduct.productId': idsOf(products),
    cartId: idsOf([changed]),
    'changeCartItem.itemId': idsOf(changed?.items ?? []),
    'removeFromCart.cartId': idsOf([emptied]),
    'removeFromCart.itemId': idsOf(emptied?.items ?? []),
    'checkOut.cartId': idsOf(bought),
    // The orders of the shop are pending, paid, shipped, delivered, cancelled and refunded in turn.
    orderId: both('ord', [1, 2, 3, 4]),
    'cancelOrder.orderId': both('ord', [1, 8]),
    'pay.orderId': both('ord', [7, 13, 19]),
    'ship.orderId': both('ord', [2, 14, 20]),
    paymentId: both('pay', [1, 2, 3]),
    'refund.amount': [{ amount: 1, currency: 'EUR' }, 1],
    shipmentId: both('shp', [1, 2, 3]),
    eventId: both('evt', [1, 2, 3]),
    webhookId: idsOf(webhooks.slice(0, 3)),
    'deleteWebhook.webhookId': idsOf(webhooks.slice(3)),
    slug: ['instruments', 'books'],
    // The shop calls what it is given: nobody but this machine is to be called, and there nobody listens.
    url: [closed],
    apiVersion: ['2026-11-01'],
    api_version: ['2026-11-01'],
  }
}

/** What the shop answers of what was added. */
interface Row {
  readonly id: string
  readonly items?: readonly { readonly id: string }[]
}

const closed = 'http://127.0.0.1:9/'
const product = {
  name: 'Abacus',
  price: { amount: 1200, currency: 'EUR' },
  status: 'active',
  categories: ['instruments'],
  attributes: { material: 'oak' },
  weightGrams: 300,
}
const customer = {
  name: 'Nobody',
  phone: '+44 2079460001',
  address: { line1: '1 Nowhere Lane', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' },
}
