const V4 = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/
const V6 = /^[0-9a-f:.]*:[0-9a-f:.]*$/

/**
 * An IP address as RFC 8738 §3 wants it, in dotted decimal or by RFC 5952; nothing if the text is none. What else some
 * programs read as an address, as `0x7f.1` or `127.1`, is none.
 */
export function addressOf(text: string): string | undefined {
  if (V4.test(text)) return text.split('.').every((octet) => Number(octet) < 256) ? text : undefined
  if (!V6.test(text)) return undefined
  return URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1)
}

/** Of the special-purpose registries (RFC 6890) what is not globally reachable, and multicast: CAs certify none of it. */
const reservedV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
].map(prefixOf)

const GLOBAL_UNICAST = prefixOf('2000::/3')
const reservedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(prefixOf)

/** Whether an address, as `addressOf` gives it, is private, local, for documentation, or otherwise nobody's. */
export function isReserved(address: string): boolean {
  const bits = bitsOf(address)
  const isIn = (prefix: string) => bits.startsWith(prefix)
  return address.includes(':')
    ? !isIn(GLOBAL_UNICAST) || reservedV6.some(isIn)
    : reservedV4.some(isIn)
}

/** The bits that all addresses of a block begin with. */
function prefixOf(block: string): string {
  const [address = '', length] = block.split('/')
  return bitsOf(address).slice(0, Number(length))
}

function bitsOf(address: string): string {
  if (!address.includes(':')) return binary(address.split('.').map(Number), 8)
  const [head = '', tail = ''] = address.split('::')
  const [first, last] = [groupsOf(head), groupsOf(tail)]
  const zeros = Array<number>(8 - first.length - last.length).fill(0)
  return binary([...first, ...zeros, ...last], 16)
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}

function binary(parts: readonly number[], width: number): string {
  return parts.map((part) => part.toString(2).padStart(width, '0')).join('')
}
