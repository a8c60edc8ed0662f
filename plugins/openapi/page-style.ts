/** What the page looks like around the document. Colours are those of the document's own style, light and dark. */
export const pageStyle = `:root {
  --tm-text: #3b4151;
  --tm-back: #fafafa;
  --tm-line: #d5d8df;
  --tm-field: #ffffff;
  --tm-link: #2f5d9e;
  --tm-warn: #fff3d6;
  --tm-warn-text: #5c4300;
}
:root.dark-mode {
  --tm-text: #e4e6e6;
  --tm-back: #1c2022;
  --tm-line: #4a5154;
  --tm-field: #2a3033;
  --tm-link: #8fc0ff;
  --tm-warn: #463a1c;
  --tm-warn-text: #ffe3a3;
}
html { color-scheme: light; background: var(--tm-back); }
html.dark-mode { color-scheme: dark; }
body { margin: 0; background: var(--tm-back); color: var(--tm-text); font: 16px/1.5 system-ui, sans-serif; }
.tm-bar {
  position: sticky; top: 0; z-index: 10; background: var(--tm-back);
  display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  padding: .75rem 1.25rem; border-bottom: 1px solid var(--tm-line);
}
.tm-title { font-weight: 600; margin-right: auto; overflow-wrap: anywhere; }
.tm-switch { display: flex; gap: .5rem; align-items: center; min-width: 0; }
.tm-bar select {
  min-width: 0; max-width: min(100%, 44rem); padding: .375rem .5rem; font: inherit; color: inherit;
  background: var(--tm-field); border: 1px solid var(--tm-line); border-radius: 4px;
}
.tm-links { display: flex; gap: .75rem; }
.tm-bar a, noscript a { color: var(--tm-link); }
.tm-notice { margin: 0; padding: .625rem 1.25rem; background: var(--tm-warn); color: var(--tm-warn-text); }
.tm-notice[hidden] { display: none; }
.tm-skip { position: absolute; left: -999px; }
.tm-skip:focus { left: .5rem; top: .5rem; padding: .5rem; background: var(--tm-field); color: var(--tm-link); z-index: 20; }
a:focus-visible, select:focus-visible { outline: 2px solid var(--tm-link); outline-offset: 2px; }
main:focus { outline: none; }
/* A whole version is deprecated at once: what is faint and struck through would be all of the page. */
.swagger-ui .opblock.opblock-deprecated { opacity: 1; }
.swagger-ui .opblock.opblock-deprecated .opblock-summary-method { background: #6b7280; color: #fff; }
.swagger-ui .scheme-container { background: transparent; box-shadow: none; border-bottom: 1px solid var(--tm-line); }
noscript { display: block; padding: 1.25rem; }
`
