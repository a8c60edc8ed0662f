/** Whether answers of a status have no body, whatever was sent (RFC 9110 §15.3.5, §15.3.6). */
export function isBodiless(status: number | string): boolean {
  return status === 204 || status === 205 || status === '204' || status === '205'
}
