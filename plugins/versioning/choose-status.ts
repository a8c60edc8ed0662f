/** Which of the declared statuses is meant: itself, its range, or the default, as Fastify chooses a serialiser. */
export function chooseStatus(declared: readonly string[], status: number): string | undefined {
  const text = String(status)
  const find = (name: string): string | undefined => declared.find((one) => one.toLowerCase() === name)
  return find(text) ?? find(`${text.charAt(0)}xx`) ?? find('default')
}
