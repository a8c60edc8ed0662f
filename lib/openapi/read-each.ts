/** Reads files side by side, a few at a time; an error stands in the place of what was not read. */
export async function readEach<File, Content>(
  files: readonly File[],
  read: (file: File) => Promise<Content>,
): Promise<readonly (Content | Error)[]> {
  const found: (Content | Error)[] = []
  for (let from = 0; from < files.length; from += 16) {
    const some = files.slice(from, from + 16).map((file) => read(file).catch(toReason))
    found.push(...(await Promise.all(some)))
  }
  return found
}

function toReason(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
