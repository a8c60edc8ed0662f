import type { Money } from './schemas/money.ts'

/** An amount as people read it: `49.90 EUR`. */
export function formatMoney({ amount, currency }: Money): string {
  return `${String(Math.floor(amount / 100))}.${String(amount % 100).padStart(2, '0')} ${currency}`
}
