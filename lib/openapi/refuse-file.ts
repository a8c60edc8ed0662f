import { posix } from 'node:path'

/** Says why a file is not read whatever is there, by its path from the root document's folder alone. */
export function refuseFile(file: string): Error | undefined {
  // On Windows, a backslash could lead anywhere, even to another machine.
  if (file.includes('\\')) return new Error('its name has a backslash; write it with /')
  return /^(?:\/|\.\.(?:\/|$))/.test(posix.normalize(file))
    ? new Error("it is outside the root document's folder")
    : undefined
}
