export {
  buildGuide,
  type Guide,
  type GuideEndpoint,
  type GuideEntry,
  type GuideOptions,
} from './build-guide.ts'
export type { GuideSource } from './guide-source.ts'
export type { BodyExample } from './make-examples.ts'
export { toMarkdown } from './to-markdown.ts'
