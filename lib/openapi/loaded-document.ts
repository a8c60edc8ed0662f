import { createLocator, type Locator, type Position } from './locate-pointer.ts'

/** Something in a document that could not be understood; the rest was compared without it. */
export interface DocumentWarning {
  /** Where it stands, as a JSON Pointer fragment, after the file's name when that is not the root document. */
  readonly pointer: string
  readonly message: string
}

/** Where something of a document is written, for who points at it. */
export interface Location extends Position {
  /** The file, from the working folder, or the URL; `undefined` for standard input and for what was not loaded. */
  readonly path: string | undefined
}

/** The texts that a document was read from. They are not kept, but read again where they are asked for. */
export interface DocumentTexts {
  readText(file: string): Promise<string | undefined>
  placeOf(file: string): string | undefined
}

/** A document as it was read: the root, the files that it refers to, and what was odd about them. */
export class LoadedDocument {
  readonly name: string
  readonly root: unknown
  /** By their path from the root document's folder, with `/`, or by their URL; every reference is written so, too. */
  readonly files: ReadonlyMap<string, unknown>
  readonly warnings: readonly DocumentWarning[]
  readonly #texts: DocumentTexts | undefined
  readonly #locators = new Map<string, Promise<Locator | undefined>>()

  constructor(
    name: string,
    root: unknown,
    files: ReadonlyMap<string, unknown> = new Map(),
    warnings: readonly DocumentWarning[] = [],
    texts?: DocumentTexts,
  ) {
    this.name = name
    this.root = root
    this.files = files
    this.warnings = warnings
    this.#texts = texts
  }

  /**
   * Finds where something is written: the line of its name, or of the closest thing around it that is there.
   *
   * @param pointer a JSON Pointer fragment as in a report, after a file's name where it is not the root document
   * @returns `undefined` where the text cannot be read (again), and for a file that is none of this document
   */
  async locate(pointer: string): Promise<Location | undefined> {
    const file = [...this.files.keys()].find((name) => pointer.startsWith(`${name}#`)) ?? ''
    if (file === '' && !/^(?:#|\/|$)/.test(pointer)) return undefined
    const locator = this.#locators.get(file) ?? this.#createLocator(file)
    this.#locators.set(file, locator)
    const position = (await locator)?.(pointer.slice(file.length))
    return position && { path: this.#texts?.placeOf(file), ...position }
  }

  async #createLocator(file: string): Promise<Locator | undefined> {
    const text = await this.#texts?.readText(file).catch(() => undefined)
    return text === undefined ? undefined : createLocator(text)
  }
}
