import { malformed } from './route53-error.ts'

export interface XmlElement {
  readonly name: string
  readonly children: readonly XmlElement[]
  /** Between the children, joined. */
  readonly text: string
}

interface Open extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

const DEEPEST = 16
const TOKEN = new RegExp(
  [
    /<!--.*?-->/,
    /<!\[CDATA\[(?<cdata>.*?)\]\]>/,
    /<\/(?<end>[A-Za-z_][\w.-]*)\s*>/,
    /<(?<start>[A-Za-z_][\w.-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<closed>\/?)>/,
    /(?<text>[^<]+)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'sy',
)
const DECLARATION = /^\ufeff?\s*<\?xml\s[^?<>]*\?>/
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));|&/g
const named: Readonly<Record<string, number>> = { lt: 60, gt: 62, amp: 38, quot: 34, apos: 39 }
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/**
 * The root of a document without document type, processing instructions and prefixed names, which no request of
 * Route 53 has; attributes are not kept. Throws `MalformedInput`.
 */
export function readXml(text: string): XmlElement {
  const root: Open = { name: '', children: [], text: '' }
  const stack = [root]
  TOKEN.lastIndex = DECLARATION.exec(text)?.[0].length ?? 0
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups
    if (!groups) throw malformed('The XML is not well-formed.')
    take(stack, groups)
  }
  const [only, second] = root.children
  if (stack.length > 1 || !only || second || root.text.trim() !== '') {
    throw malformed('The XML is not one element.')
  }
  return only
}

function take(stack: Open[], groups: Readonly<Record<string, string | undefined>>): void {
  const { cdata, end, start, closed, text } = groups
  const parent = stack.at(-1)
  if (!parent) throw malformed('An element ends that was not begun.')
  if (text !== undefined) parent.text += unescaped(text)
  if (cdata !== undefined) parent.text += checked(cdata)
  if (end !== undefined && (end !== parent.name || stack.pop() === undefined)) {
    throw malformed(`The element ${end} ends that was not begun.`)
  }
  if (start === undefined) return
  const element: Open = { name: start, children: [], text: '' }
  parent.children.push(element)
  if (closed === '/') return
  if (stack.push(element) > DEEPEST) throw malformed('The elements are too deep.')
}

const unescaped = (text: string) =>
  checked(
    text.replace(REFERENCE, (_, decimal, hexadecimal, name) => {
      const code = decimal ?? (hexadecimal && `0x${hexadecimal}`) ?? (name && named[name])
      if (code === undefined || Number(code) > 0x10ffff) throw malformed('No such entity.')
      return String.fromCodePoint(Number(code))
    }),
  )

function checked(text: string): string {
  if (!CHARACTERS.test(text)) throw malformed('The XML has a character that XML cannot have.')
  return text
}
