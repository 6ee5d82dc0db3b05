const STRINGS = /^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/s
const STRING = /"((?:[^"\\]|\\.)*)"/gs

/**
 * What resolvers get for the content of a TXT record. Cloudflare keeps the content as it was sent: character strings in
 * quotes (RFC 1035 §5.1), which are joined here, or text without them, which stands for itself.
 */
export function txtValue(content: string): string {
  const text = content.trim()
  if (!STRINGS.test(text)) return text
  return [...text.matchAll(STRING)].map(([, string = '']) => unescaped(string)).join('')
}

const unescaped = (string: string): string =>
  string.replace(/\\(\d{3}|.)/gs, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number(code) & 0xff) : code,
  )
