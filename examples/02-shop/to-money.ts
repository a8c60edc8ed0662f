import { maximalAmount, type Money } from './schemas/money.ts'
import { refuse } from './refuse.ts'

/** So much money. What is more than the shop can count is refused. */
export function toMoney(amount: number, currency: Money['currency']): Money {
  if (amount > maximalAmount) refuse(422, 'It comes to more money than the shop can count.')
  return { amount, currency }
}

/** The same money in another currency, at rates that do not move. */
export function exchange({ amount, currency }: Money, to: Money['currency']): Money {
  return toMoney(Math.round((amount * rates[to]) / rates[currency]), to)
}

const rates: Readonly<Record<Money['currency'], number>> = { EUR: 100, GBP: 86, USD: 109 }
