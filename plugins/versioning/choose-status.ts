/** Which of the declared statuses is meant: itself, its range, or the default, as Fastify chooses a serialiser. */
export function chooseStatus(declared: readonly string[], status: number): string | undefined {
  for (const name of listCandidates(status)) {
    const found = declared.find((one) => one.toLowerCase() === name)
    if (found !== undefined) return found
  }
  return undefined
}

/** The names under which a status may be declared, as Fastify asks for them. */
export function listCandidates(status: number): readonly string[] {
  const text = String(status)
  return [text, `${text.charAt(0)}xx`, 'default']
}
