/**
 * Whether a declared status is of errors: 4xx and 5xx are, and `default` beside any other status, since it then
 * stands for what went wrong.
 *
 * @param status a status as a route or document declares it: `404`, `4XX`, `default`
 * @param declared all statuses that are declared with it
 */
export function isErrorStatus(status: string, declared: readonly string[]): boolean {
  return /^[45]/.test(status) || (status === 'default' && declared.length > 1)
}
