import { printable } from './printable.ts'

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const LONGEST = 253

/** Why a name or value cannot be written. Repeating does not help: somebody has to change a name or the configuration. */
export class DnsNameError extends Error {
  override readonly name = 'DnsNameError'
  readonly code:
    | 'ERR_DNS_NAME_FORBIDDEN'
    | 'ERR_DNS_ZONE_NOT_CONFIGURED'
    | 'ERR_DNS_ZONE_CONFIGURED_TWICE'

  constructor(code: DnsNameError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** One spelling for every name: lower case (RFC 4343), without the trailing dot. */
export const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '')

/** Whether it is a canonical name of letters, digits, hyphens and underscores: what a zone we write to may hold. */
export const isHostLike = (name: string): boolean =>
  name.length <= LONGEST && name.split('.').every((label) => LABEL.test(label))

/** The name without its first label; nothing above a top-level name. */
export function parent(name: string): string | undefined {
  const dot = name.indexOf('.')
  return dot === -1 ? undefined : name.slice(dot + 1)
}

/** Whether a canonical name is the zone's own or below it. */
export const isWithin = (name: string, zone: string): boolean =>
  name === zone || name.endsWith(`.${zone}`)

/** A name for a message: bounded and printable, whatever it was. */
export const shown = (name: string): string => printable(name, LONGEST)
