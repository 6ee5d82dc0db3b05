import { isIPv4 } from 'node:net'

/** The one way to write an address (RFC 5952), of one that is valid. */
export function canonicalAddress(address: string): string {
  return isIPv4(address) ? address : new URL(`http://[${address}]`).hostname.slice(1, -1)
}

/** Four or sixteen, of a canonical address. */
export function octetsOf(address: string): number[] {
  if (isIPv4(address)) return address.split('.').map(Number)
  const [head = [], tail = []] = address
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...zeros, ...tail].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

/** What `octetsOf` came from. */
export function addressOf(octets: readonly number[]): string {
  if (octets.length === 4) return octets.join('.')
  const hex = octets.map((octet) => octet.toString(16).padStart(2, '0')).join('')
  return canonicalAddress((hex.match(/.{4}/g) ?? []).join(':'))
}
