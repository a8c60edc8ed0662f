/**
 * Writes what follows from the sources' text alone: the indexes, and the names that the package exports.
 * It imports nothing of lib, since an index that is stale would stop it there.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportedNamesFile, renderExportedNames } from './exported-names.ts'
import { writeIndexes } from './generate-indexes.ts'
import { readManifest } from './manifest.ts'

const root = process.cwd()
for (const path of writeIndexes(root)) console.log(`wrote ${path}`)
writeFileSync(join(root, exportedNamesFile), await renderExportedNames(root, readManifest(root)))
