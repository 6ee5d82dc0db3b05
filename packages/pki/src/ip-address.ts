import { isIP } from 'node:net'

/** RFC 5280 §4.2.1.6: the octets of an iPAddress; nothing if the text is no address. */
export function addressOctets(text: string): Buffer | undefined {
  const version = isIP(text)
  if (version === 4) return Buffer.from(text.split('.').map(Number))
  if (version !== 6 || text.includes('%')) return undefined
  const [head = '', tail = ''] = canonical(text).split('::')
  const [first, last] = [groupsOf(head), groupsOf(tail)]
  const zeros = Array<number>(8 - first.length - last.length).fill(0)
  const groups = [...first, ...zeros, ...last]
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
}

/** The octets as RFC 8738 §3 writes them; nothing if they are as many as no address has. */
export function addressText(octets: Uint8Array): string | undefined {
  if (octets.length === 4) return octets.join('.')
  if (octets.length !== 16) return undefined
  return canonical(
    Buffer.from(octets)
      .toString('hex')
      .replaceAll(/.{4}(?=.)/g, '$&:'),
  )
}

/** RFC 5952; URLs have their addresses written so. */
const canonical = (address: string): string => new URL(`http://[${address}]/`).hostname.slice(1, -1)

const groupsOf = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
