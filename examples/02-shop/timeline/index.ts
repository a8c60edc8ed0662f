import { defineTimeline } from 'tidemark'
import { answerBarely, answerCreated, askForCustomers, leaveOutRegions, weighProducts } from './2024-02-01.ts'
import { callThemCustomers, nameCategories, sayPostalCode, sayStatus } from './2024-05-01.ts'
import { expandCustomers, flattenTracking, nestCategories, readLess, wrapLists } from './2024-08-01.ts'
import { writeNamesInCamelCase } from './2024-11-15.ts'
import { nestAddress, writeIdsAsTexts } from './2025-03-01.ts'
import { describeProblems, splitShippingMethod, tellArrival } from './2025-06-15.ts'
import { countMoney, measureParcels } from './2025-10-01.ts'
import { exportOrders, joinPhone, refuseLateCancels } from './2026-01-15.ts'
import { askForConsent, listEvents, nameEvents, nameIdempotency } from './2026-04-01.ts'
import { giveBack, nameRefunds, payByWallet } from './2026-07-01.ts'
import { pageByCursor, payAtOnce } from './2026-11-01.ts'

/** Three years of the shop, newest first. */
export const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    { name: '2026-11-01', aliases: ['v12', 'latest'], changes: [pageByCursor, payAtOnce] },
    { name: '2026-07-01', aliases: ['v11', 'stable'], changes: [payByWallet, giveBack, nameRefunds] },
    {
      name: '2026-04-01',
      aliases: ['v10'],
      changes: [askForConsent, nameIdempotency, listEvents, nameEvents],
    },
    { name: '2026-01-15', aliases: ['v9'], changes: [joinPhone, exportOrders, refuseLateCancels] },
    { name: '2025-10-01', aliases: ['v8'], changes: [countMoney, measureParcels] },
    {
      name: '2025-06-15',
      aliases: ['v7'],
      changes: [describeProblems, splitShippingMethod, tellArrival],
      deprecated: '2026-11-01',
      sunset: '2027-11-01',
    },
    {
      name: '2025-03-01',
      aliases: ['v6'],
      changes: [writeIdsAsTexts, nestAddress],
      deprecated: '2026-07-01',
      sunset: '2027-07-01',
    },
    {
      name: '2024-11-15',
      aliases: ['v5'],
      changes: [writeNamesInCamelCase],
      deprecated: '2026-04-01',
      sunset: '2027-04-01',
    },
    {
      name: '2024-08-01',
      aliases: ['v4'],
      changes: [wrapLists, nestCategories, readLess, expandCustomers, flattenTracking],
      deprecated: '2026-01-15',
      sunset: '2027-01-15',
    },
    {
      name: '2024-05-01',
      aliases: ['v3'],
      changes: [callThemCustomers, sayStatus, sayPostalCode, nameCategories],
      deprecated: '2026-01-15',
      sunset: '2027-01-15',
    },
    {
      name: '2024-02-01',
      aliases: ['v2'],
      changes: [askForCustomers, answerBarely, answerCreated, weighProducts, leaveOutRegions],
      deprecated: '2026-01-15',
      sunset: '2026-12-31',
    },
    { name: '2023-11-01', aliases: ['v1'], deprecated: '2025-10-01', sunset: '2026-12-31' },
  ],
})
