import { Document, visit } from 'yaml'
import { escaped, printable } from './printable.ts'

/** What a terminal must not see goes into double quotes, where YAML has the escapes of JSON. */
export function toYaml(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value !== 'string' || printable(node.value) === node.value) return
      node.type = 'QUOTE_DOUBLE'
    },
  })
  return escaped(document.toString())
}
