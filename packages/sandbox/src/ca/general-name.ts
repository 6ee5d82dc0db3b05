import { isIP } from 'node:net'
import { OctetString } from 'asn1js'
import { GeneralName } from 'pkijs'
import { addressOf, octetsOf } from './address.ts'

const dnsName = 2
const ipAddress = 7

/** RFC 5280 §4.2.1.6: a DNS name, or an address by its octets. */
export function generalName(name: string): GeneralName {
  if (!isIP(name)) return new GeneralName({ type: dnsName, value: name })
  const valueHex = new Uint8Array(octetsOf(name)).buffer
  return new GeneralName({ type: ipAddress, value: new OctetString({ valueHex }) })
}

/** A name in lower case, an address as RFC 5952 writes it; undefined for what is neither. */
export function textOf({ type, value }: GeneralName): string | undefined {
  if (type === dnsName) return String(value).toLowerCase()
  if (type !== ipAddress) return undefined
  const octets = [...new Uint8Array(value.valueBlock.valueHexView)]
  return octets.length === 4 || octets.length === 16 ? addressOf(octets) : undefined
}
