/**
 * What the page runs in a browser: filters, keys and the theme. It stands here as text, since it is sent as it is; the
 * page's policy knows it by its hash. It writes no HTML.
 */
export const pageScript = `'use strict'
;(() => {
  const $ = (id) => document.getElementById(id)
  const root = document.documentElement

  const themes = ['system', 'dark', 'light']
  const read = (key) => { try { return localStorage.getItem(key) } catch { return null } }
  const keep = (key, value) => { try { localStorage.setItem(key, value) } catch { /* A file may have no storage. */ } }
  let theme = themes.includes(read('api-diff-theme')) ? read('api-diff-theme') : 'system'
  const paint = () => {
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
    $('theme').textContent = 'Theme: ' + theme
  }
  const turn = () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length]
    keep('api-diff-theme', theme)
    paint()
  }
  paint()
  $('theme').hidden = false
  $('theme').addEventListener('click', turn)

  const tools = $('tools')
  if (tools === null) return
  tools.hidden = false
  const links = Array.from(document.querySelectorAll('.index li'))
  const groups = Array.from(document.querySelectorAll('.group'), (element, index) => ({
    element,
    link: links[index],
    operations: new Set(element.dataset.operations.split(' ')),
    findings: Array.from(element.querySelectorAll('.finding'), (finding) => ({ element: finding, data: finding.dataset })),
  }))
  const findings = groups.flatMap((group) => group.findings)
  const counts = Array.from(document.querySelectorAll('.count'))
  const choices = ['direction', 'operation', 'rule'].map($)
  const wanted = new Set()

  // The text of a finding is read when something is looked for first.
  const textOf = (group, finding) => (finding.text ??= (
    group.element.firstElementChild.textContent + ' ' + Array.from(group.element.querySelectorAll('.others'), (one) => one.textContent).join(' ') + ' ' + finding.element.textContent
  ).toLowerCase())

  const apply = () => {
    const words = $('text').value.toLowerCase().split(/\\s+/).filter(Boolean)
    const [direction, operation, rule] = choices.map((choice) => choice.value)
    let shown = 0
    for (const group of groups) {
      const isMeant = operation === '' || group.operations.has(operation)
      let inside = 0
      for (const finding of group.findings) {
        const { element, data } = finding
        const fits = isMeant &&
          (wanted.size === 0 || wanted.has(data.severity)) &&
          (direction === '' || data.direction === direction) &&
          (rule === '' || data.rule === rule) &&
          (words.length === 0 || words.every((word) => textOf(group, finding).includes(word)))
        if (element.hidden === fits) element.hidden = !fits
        if (fits) inside += 1
      }
      group.element.hidden = inside === 0
      group.link.hidden = inside === 0
      shown += inside
    }
    for (const count of counts) count.setAttribute('aria-pressed', String(wanted.has(count.dataset.severity)))
    const isFiltered = wanted.size > 0 || words.length > 0 || choices.some((choice) => choice.value !== '')
    $('shown').textContent = (isFiltered ? shown + ' of ' : '') + findings.length + (findings.length === 1 ? ' finding' : ' findings')
    $('clear').disabled = !isFiltered
    $('nothing').hidden = shown > 0
  }

  let isPlanned = false
  const plan = () => {
    if (isPlanned) return
    isPlanned = true
    requestAnimationFrame(() => {
      isPlanned = false
      apply()
    })
  }

  const clear = () => {
    $('text').value = ''
    for (const choice of choices) choice.value = ''
    wanted.clear()
    apply()
  }

  const toggle = (severity) => {
    if (!wanted.delete(severity)) wanted.add(severity)
    apply()
  }

  $('text').addEventListener('input', plan)
  for (const choice of choices) choice.addEventListener('change', apply)
  for (const count of counts) count.addEventListener('click', () => toggle(count.dataset.severity))
  for (const button of document.querySelectorAll('[data-clear]')) {
    button.addEventListener('click', () => {
      clear()
      // The button that was pressed may be gone, and the focus with it.
      $('text').focus()
    })
  }

  // A link to a finding shows it, whatever is looked for.
  const follow = () => {
    const target = $(decodeURIComponent(location.hash.slice(1)))
    if (target === null || !target.matches('.finding, .group')) return
    if (target.hidden || target.closest('[hidden]') !== null) clear()
    for (const details of target.querySelectorAll(':scope > .more')) details.open = true
    target.scrollIntoView()
    if (target.matches('.finding')) target.focus({ preventScroll: true })
  }
  window.addEventListener('hashchange', follow)

  const move = (step) => {
    const visible = findings.filter(({ element }) => !element.hidden)
    const current = document.activeElement?.closest('.finding')
    const at = visible.findIndex(({ element }) => element === current)
    const next = visible[at === -1 ? (step > 0 ? 0 : visible.length - 1) : at + step]
    next?.element.focus()
  }

  const open = () => {
    const details = document.activeElement?.closest('.finding')?.querySelector('.more')
    if (details) details.open = !details.open
  }

  const help = $('help')
  const ask = () => help.showModal()
  $('keys').addEventListener('click', ask)
  $('use-keys').checked = read('api-diff-keys') !== 'off'
  $('use-keys').addEventListener('change', () => keep('api-diff-keys', $('use-keys').checked ? 'on' : 'off'))

  const keys = {
    '/': () => $('text').focus(),
    j: () => move(1),
    k: () => move(-1),
    o: open,
    1: () => toggle('breaking'),
    2: () => toggle('risky'),
    3: () => toggle('safe'),
    c: clear,
    t: turn,
    '?': ask,
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target === $('text')) {
      $('text').value = ''
      apply()
      $('text').blur()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !$('use-keys').checked) return
    if (event.target.matches('input, select, textarea')) return
    if (!Object.hasOwn(keys, event.key)) return
    event.preventDefault()
    keys[event.key]()
  })

  // On paper nothing can be opened.
  let closed = []
  window.addEventListener('beforeprint', () => {
    closed = Array.from(document.querySelectorAll('details:not([open])'))
    for (const details of closed) details.open = true
  })
  window.addEventListener('afterprint', () => {
    for (const details of closed) details.open = false
  })

  apply()
  follow()
})()
`
