/**
 * What the page runs in a browser: it shows the document of the version that the URL names, `?version=v1`, and
 * changes the URL as a reader changes the version. It stands here as text, since it is sent as it is.
 */
export const pageScript = `'use strict'
;(() => {
  const select = document.getElementById('tm-version')
  const notice = document.getElementById('tm-notice')
  const options = Array.from(select.options)
  const initial = options.find((option) => option.defaultSelected) || options[0]

  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
  dark.addEventListener('change', paint)
  paint()

  const asked = () => new URLSearchParams(location.search).get('version')
  const find = (name) => options.find((option) => option.dataset.names.split(' ').includes(name))

  const tell = (option, name) => {
    const parts = []
    if (name !== null && find(name) === undefined) {
      parts.push('There is no version "' + name + '". This is ' + option.value + '.')
    }
    const state = option.dataset.state
    if (state === 'deprecated' || state === 'retired') {
      parts.push('Version ' + option.value + ': ' + option.dataset.note + '.')
    }
    notice.textContent = parts.join(' ')
    notice.hidden = parts.length === 0
    notice.dataset.state = state
  }

  let shown
  const show = () => {
    const name = asked()
    shown = name
    const option = (name !== null && find(name)) || initial
    select.value = option.value
    for (const format of ['json', 'yaml']) {
      document.getElementById('tm-' + format).href = option.dataset[format]
    }
    tell(option, name)
    const target = document.createElement('div')
    document.getElementById('tm-document').replaceChildren(target)
    SwaggerUIBundle({
      url: option.dataset.json,
      domNode: target,
      deepLinking: true,
      validatorUrl: null,
      queryConfigEnabled: false,
      defaultModelsExpandDepth: 0,
      presets: [SwaggerUIBundle.presets.apis],
      layout: 'BaseLayout',
    })
  }

  select.addEventListener('change', () => {
    const url = new URL(location.href)
    url.searchParams.set('version', select.value)
    // What the fragment means is an operation of the document that was shown.
    url.hash = ''
    history.pushState(null, '', url)
    show()
  })
  window.addEventListener('popstate', () => {
    // The fragment alone may have changed, by which the document has its own places.
    if (asked() !== shown) show()
  })
  show()
})()
`
