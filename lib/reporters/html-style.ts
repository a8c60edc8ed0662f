/** What the page looks like. Each colour is given for light and for dark; the switch sets which of them holds. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --back: light-dark(#f7f7f5, #111317);
  --face: light-dark(#ffffff, #1a1d22);
  --sunk: light-dark(#f3f4f3, #14161a);
  --text: light-dark(#1b1d21, #e7e9ed);
  --soft: light-dark(#565b66, #a6acb8);
  --line: light-dark(#e1e3e6, #2c3038);
  --edge: light-dark(#8b909a, #6d7480);
  --link: light-dark(#1d52c4, #8db5ff);
  --breaking: light-dark(#b3261e, #ff9086);
  --breaking-back: light-dark(#fdeceb, #3a1a19);
  --risky: light-dark(#8a5200, #f3b95c);
  --risky-back: light-dark(#fff2dc, #33270f);
  --safe: light-dark(#1a6b3b, #7fd8a0);
  --safe-back: light-dark(#e6f4eb, #142d1f);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --tools: 5.5rem;
}
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: calc(var(--tools) + 1rem); -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
code, pre, kbd, .method, .path { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
h1, h2, h3, p, dl, dd, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 30; padding: .5rem 1rem; background: var(--face); border-radius: 6px; }
.skip:focus { top: .5rem; }
.inner, .page, .foot { max-width: 84rem; margin: 0 auto; padding-inline: clamp(1rem, 3vw, 2.5rem); }
.label { color: var(--soft); font-size: .75rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; }
.plain { font: inherit; font-size: .875rem; color: var(--text); background: var(--face); border: 1px solid var(--edge); border-radius: 7px; padding: .3rem .7rem; cursor: pointer; }
.plain:hover:not(:disabled) { border-color: var(--link); color: var(--link); }
.plain:disabled { color: var(--soft); border-color: var(--line); cursor: default; }
kbd { font-size: .75rem; padding: 0 .35em; border: 1px solid var(--edge); border-bottom-width: 2px; border-radius: 4px; color: var(--soft); }

.head { background: var(--face); border-top: 6px solid var(--mark); padding-block: 1rem 1.75rem; }
.head.breaking { --mark: var(--breaking); }
.head.risky { --mark: var(--risky); }
.head.safe, .head.identical { --mark: var(--safe); }
.top { display: flex; justify-content: space-between; align-items: center; min-height: 2.2rem; }
.brand { font-family: var(--mono); font-weight: 600; color: var(--soft); }
.verdict { display: flex; flex-wrap: wrap; gap: 1rem 4rem; justify-content: space-between; align-items: end; margin-block: 1.25rem 1.75rem; }
h1 { font-size: clamp(2.5rem, 6vw, 4rem); line-height: 1.05; letter-spacing: -.03em; font-weight: 750; color: var(--mark); }
.lead { font-size: 1.125rem; margin-top: .4rem; text-wrap: balance; }
.compared { margin-top: .6rem; color: var(--soft); }
.compared code { color: var(--text); }
.bump dd { font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; }
.counts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: clamp(.5rem, 1.5vw, 1rem); }
.count { font: inherit; text-align: left; color: var(--text); background: var(--back); border: 1px solid var(--edge); border-radius: 12px; padding: .7rem 1rem; cursor: pointer; }
.count:hover { border-color: var(--tone); }
.count[aria-pressed=true] { background: var(--tone-back); border-color: var(--tone); box-shadow: inset 0 0 0 1px var(--tone); }
.count .number { display: block; font-size: clamp(1.5rem, 4vw, 2.25rem); line-height: 1.15; font-weight: 700; font-variant-numeric: tabular-nums; letter-spacing: -.02em; color: var(--tone); }
.breaking { --bar: light-dark(#d1382f, #f0776c); --tone: var(--breaking); --tone-back: var(--breaking-back); }
.risky { --bar: light-dark(#e39a2d, #e5a93f); --tone: var(--risky); --tone-back: var(--risky-back); }
.safe { --bar: light-dark(#3f9a63, #62bd84); --tone: var(--safe); --tone-back: var(--safe-back); }
.bar { display: block; width: 100%; height: 8px; margin-top: 1rem; border-radius: 4px; }
.bar rect { fill: var(--bar); }

.tools { display: block; position: sticky; top: 0; z-index: 10; background: var(--face); border-block: 1px solid var(--line); padding-block: .6rem .75rem; }
.tools .inner { display: grid; grid-template-columns: minmax(12rem, 2fr) repeat(3, minmax(8rem, 1fr)) auto; gap: .5rem .75rem; align-items: end; }
.field { display: block; min-width: 0; }
.field > span { display: block; font-size: .8125rem; color: var(--soft); margin-bottom: .15rem; }
.field input, .field select { width: 100%; height: 2.3rem; font: inherit; font-size: .9375rem; color: var(--text); background: var(--back); border: 1px solid var(--edge); border-radius: 7px; padding: 0 .6rem; text-overflow: ellipsis; }
.state { display: flex; gap: .5rem; align-items: center; min-height: 2.3rem; font-size: .875rem; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }

.page { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem; padding-block: 1.5rem 3rem; }
.index { display: none; }
@media (min-width: 70rem) {
  .page:has(.index) { grid-template-columns: 18rem minmax(0, 1fr); }
  .index { display: block; position: sticky; top: calc(var(--tools) + 1rem); align-self: start; max-height: calc(100vh - var(--tools) - 2rem); overflow-y: auto; font-size: .8125rem; scrollbar-width: thin; }
  .index li { content-visibility: auto; contain-intrinsic-height: auto 2.4rem; }
  .index a { display: flex; gap: .5rem; align-items: baseline; padding: .3rem .5rem; border-radius: 6px; color: var(--text); text-decoration: none; }
  .index a:hover { background: var(--face); color: var(--link); }
  .index a:focus-visible { outline-offset: -3px; }
  .what { flex: 1; min-width: 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; word-break: break-all; line-height: 1.35; }
  .rest { color: var(--soft); white-space: nowrap; }
  .many { color: var(--soft); font-variant-numeric: tabular-nums; }
}
.dot { flex: none; width: .55rem; height: .55rem; border-radius: 50%; background: var(--tone); }

.group { margin-bottom: 2.25rem; content-visibility: auto; contain-intrinsic-size: auto 24rem; }
h2 { font-size: 1.0625rem; line-height: 1.4; font-weight: 650; overflow-wrap: anywhere; }
.method { font-weight: 700; color: var(--link); margin-right: .35em; }
.others { font-size: .875rem; color: var(--soft); margin-top: .15rem; }
.others ul { columns: 24rem; column-gap: 2rem; padding: .5rem 0 .25rem 1rem; }
summary { cursor: pointer; width: fit-content; border-radius: 4px; }
summary:hover { color: var(--link); }
.finding { position: relative; margin-top: .75rem; padding: .9rem 1.15rem 1rem 1.35rem; background: var(--face); border: 1px solid var(--line); border-radius: 12px; overflow: clip; scroll-margin-top: calc(var(--tools) + 1rem); }
.finding::before { content: ''; position: absolute; inset: 0 auto 0 0; width: 5px; background: var(--tone); }
.finding:target { border-color: var(--tone); box-shadow: inset 0 0 0 2px var(--tone-back), inset 0 0 0 3px var(--tone); }
.finding:focus { border-radius: 12px; }
/* Groups are painted by themselves, and cut off what is outside of them. */
.finding:focus-visible { outline-offset: -3px; }
.meta { display: flex; flex-wrap: wrap; gap: .15rem .6rem; align-items: baseline; font-size: .8125rem; color: var(--soft); padding-right: 1.5rem; }
.badge { font-size: .6875rem; font-weight: 700; letter-spacing: .05em; text-transform: uppercase; color: var(--tone); background: var(--tone-back); padding: .1rem .5rem; border-radius: 99px; }
.rule { color: var(--text); font-weight: 600; }
.link { position: absolute; right: .6rem; top: .55rem; padding: .1rem .5rem; text-decoration: none; font-family: var(--mono); border-radius: 4px; color: var(--soft); }
.link:hover { color: var(--link); }
h3 { font-size: 1.0625rem; line-height: 1.45; font-weight: 550; margin-top: .35rem; overflow-wrap: anywhere; }
h3 code, .advice code, .reason code, dd code { background: var(--sunk); border: 1px solid var(--line); border-radius: 4px; padding: .05em .3em; }
.witness { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .45rem .9rem; align-items: start; margin-top: .75rem; padding: .7rem .9rem; background: var(--sunk); border: 1px solid var(--line); border-radius: 9px; font-size: .9375rem; }
.witness p, .witness pre { margin: 0; }
.fine, .refused { font-weight: 600; white-space: nowrap; }
.fine { color: var(--safe); }
.refused { color: var(--breaking); }
pre { overflow: auto; max-height: 22rem; white-space: pre-wrap; line-height: 1.5; padding-top: .12rem; }
pre code { font-size: .9em; }
.k { color: var(--link); }
.s { color: var(--safe); }
.n { color: var(--risky); }
.advice { margin-top: .75rem; }
.advice strong { display: inline-block; margin-right: .4rem; font-size: .8125rem; color: var(--soft); font-weight: 650; }
.more { margin-top: .6rem; font-size: .875rem; color: var(--soft); }
.more dl { margin-top: .5rem; display: grid; gap: .4rem; }
.more dl div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .75rem; }
.more dd { color: var(--text); overflow-wrap: anywhere; }
.line { white-space: nowrap; font-family: var(--mono); font-size: .9em; color: var(--soft); }
.warnings { margin-bottom: 1.5rem; padding: .7rem 1rem; background: var(--risky-back); border: 1px solid var(--risky); border-radius: 9px; }
.warnings ul { margin-top: .5rem; display: grid; gap: .3rem; font-size: .875rem; overflow-wrap: anywhere; }
.nothing { padding: 4rem 1rem; text-align: center; color: var(--soft); }
.foot { color: var(--soft); font-size: .8125rem; padding-block: 1.5rem 2.5rem; border-top: 1px solid var(--line); }
dialog { color: var(--text); background: var(--face); border: 1px solid var(--edge); border-radius: 14px; padding: 1.5rem 1.75rem; max-width: min(26rem, 92vw); }
dialog::backdrop { background: rgb(0 0 0 / .45); }
dialog dl { display: grid; gap: .35rem; margin-block: 1rem; }
dialog dl div { display: grid; grid-template-columns: 2.5rem 1fr; }
dialog form { margin-top: 1rem; }

@media (max-width: 60rem) {
  :root { --tools: 0rem; }
  .tools { position: static; }
  .tools .inner { grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr)); }
  .field.wide, .state { grid-column: 1 / -1; }
}
@media (max-width: 36rem) {
  .count { padding: .55rem .7rem; }
  .finding { padding-inline: 1.1rem .9rem; }
  .witness, .more dl div { grid-template-columns: minmax(0, 1fr); gap: .2rem; }
  .fine:not(:first-child), .refused { margin-top: .4rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { .finding::before, .dot { background: CanvasText; } .bar { display: none; } }
@media print {
  :root { color-scheme: light; --back: #fff; --tools: 0rem; }
  body { font-size: 10pt; }
  .tools, .index, .top button, .skip, .link { display: none !important; }
  .page { display: block; }
  .page, .inner { padding-inline: 0; max-width: none; }
  .group { content-visibility: visible; }
  .finding { break-inside: avoid; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; }
  pre { max-height: none; }
  .bar, .badge, .head { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
