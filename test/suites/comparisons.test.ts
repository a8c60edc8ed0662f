import { runFiles } from './run-files.ts'
import { suites } from './suites.ts'

await runFiles(suites.comparisons)
