import { Lexer, Parser, parseDocument } from 'yaml'
import { ConfigError, type Finding } from './config-error.ts'
import { readText, TextFileError } from './text-file.ts'
import { isTree, type Tree } from './tree.ts'

const LARGEST_BYTES = 1024 * 1024
const MOST_ALIASES = 100
const DEEPEST = 50
const MOST_KEYS = 1000
const MOST_PROPERTIES = 1000

/**
 * The mapping that the file holds; an empty file is an empty one. Rejects with a `ConfigError` that says where it
 * cannot be read: of the rest nothing can be said then.
 */
export async function readYaml(file: string): Promise<Tree> {
  const read = await readText(file, { largestBytes: LARGEST_BYTES, secret: false }).then(
    (text) => parseYaml(text, file),
    (error) => [unreadable(error, file)],
  )
  if (isTree(read)) return read
  throw new ConfigError(read)
}

function parseYaml(text: string, file: string): Tree | readonly Finding[] {
  const fault = (message: string, place = file): Finding => ({
    path: place,
    code: 'ERR_CONFIG_YAML',
    message,
  })
  if (isBomb(text)) return [fault('is nested too deeply, or has too many keys or anchors')]
  const document = parseDocument(text, { merge: true })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0)
    return faults.map(({ code, linePos }) => {
      // The parser's own message may quote the file.
      const what = code.toLowerCase().replaceAll('_', ' ')
      return fault(`is no YAML that can be read: ${what}`, `${file}:${linePos?.[0].line}`)
    })
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {}
    // An alias may stand within what it names: that has no end.
    JSON.stringify(value)
    return isTree(value) ? value : [fault('must be a mapping of keys')]
  } catch {
    return [fault('has an alias or a merge that leads nowhere, in a circle, or to too much')]
  }
}

/**
 * What the parser would not survive: it composes by recursion, compares each key of a mapping with every other, and
 * goes over all anchors and tags of a node for each of them.
 */
function isBomb(text: string): boolean {
  const parser = new Parser()
  let properties = 0
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme))
    if (/^[&!*]/.test(lexeme)) properties += 1
    const top = parser.stack.at(-1)
    const isMap = top?.type === 'block-map' || top?.type === 'flow-collection'
    if (isMap && top.items.length > MOST_KEYS) return true
    if (parser.stack.length > DEEPEST || properties > MOST_PROPERTIES) return true
  }
  return false
}

function unreadable(error: unknown, file: string): Finding {
  if (!(error instanceof TextFileError)) throw error
  return { path: file, code: error.code, message: error.message }
}
