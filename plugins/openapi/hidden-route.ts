/** What every route of this plugin is: no part of the API, and so without versions, and in no document of it. */
export const hidden = {
  // A document is asked for by HEAD, too, whatever the server does for other routes.
  exposeHeadRoute: true,
  schema: { hide: true },
  config: { versioning: false },
} as const
