/** The media type of a `Content-Type`, in lower case and without its parameters; `undefined` where there is none. */
export function readContentType(header: unknown): string | undefined {
  const [essence = ''] = typeof header === 'string' ? header.split(';', 1) : []
  const mediaType = essence.trim().toLowerCase()
  return mediaType === '' ? undefined : mediaType
}
