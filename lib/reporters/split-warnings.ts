import type { DiffReport } from '../diff/types.ts'

type Warnings = DiffReport['warnings']

/** Parts what could not be understood in the documents from what is odd about the configuration: nothing was missed there. */
export function splitWarnings({ warnings }: DiffReport): {
  readonly spots: Warnings
  readonly settings: Warnings
} {
  return {
    spots: warnings.filter(({ document }) => document !== 'config'),
    settings: warnings.filter(({ document }) => document === 'config'),
  }
}

/** What is said of so many spots of documents. */
export function tellSpots(count: number): string {
  return count === 1
    ? '1 spot in the documents could not be understood, and what is there was not compared'
    : `${String(count)} spots in the documents could not be understood, and what is there was not compared`
}
