import { describeState, type DocumentEntry } from '../../lib/openapi/list-documents.ts'

/** What the page is made of. */
export interface PageContent {
  readonly title: string
  readonly entries: readonly DocumentEntry[]
  /** The folder of the documents, from that of the page. */
  readonly documents: string
  /** The folder of the page's files, in that of the page. */
  readonly assets: string
}

/** The page as HTML. Without scripts it is a list of the documents. */
export function renderPage({ title, entries, documents, assets }: PageContent): string {
  const current = entries.find(({ state }) => state === 'current') ?? entries[0]
  const options = entries.map((entry) => {
    const names = [entry.version, ...entry.aliases].join(' ')
    return `<option value="${escape(entry.version)}" data-names="${escape(names)}" data-state="${entry.state}" data-note="${escape(describeState(entry))}" data-json="${escape(`${documents}/${entry.documents.json}`)}" data-yaml="${escape(`${documents}/${entry.documents.yaml}`)}"${entry === current ? ' selected' : ''}>${escape(nameOf(entry))} – ${escape(describeState(entry))}</option>`
  })
  const items = entries.map(
    (entry) =>
      `<li>${escape(nameOf(entry))}, ${escape(describeState(entry))}: <a href="${escape(`${documents}/${entry.documents.json}`)}">JSON</a>, <a href="${escape(`${documents}/${entry.documents.yaml}`)}">YAML</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}/swagger-ui.css">
<link rel="stylesheet" href="${assets}/page.css">
</head>
<body>
<a class="tm-skip" href="#tm-document">Skip to the document</a>
<header class="tm-bar">
<span class="tm-title">${escape(title)}</span>
<span class="tm-switch"><label for="tm-version">Version</label>
<select id="tm-version">
${options.join('\n')}
</select></span>
<span class="tm-links"><a id="tm-json" href="#">JSON</a> <a id="tm-yaml" href="#">YAML</a></span>
</header>
<p id="tm-notice" class="tm-notice" role="status" hidden></p>
<main id="tm-document" tabindex="-1"></main>
<noscript>
<p>This page needs scripts to show a document. The documents themselves:</p>
<ul>
${items.join('\n')}
</ul>
</noscript>
<script src="${assets}/swagger-ui-bundle.js"></script>
<script src="${assets}/page.js"></script>
</body>
</html>
`
}

function nameOf({ version, aliases }: DocumentEntry): string {
  return aliases.length === 0 ? version : `${version} (${aliases.join(', ')})`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
