/** One CAA record (RFC 8659 §4.1). */
export interface CaaProperty {
  readonly critical: boolean
  /** In lower case. */
  readonly tag: string
  readonly value: string
}

/** The value of `issue` or `issuewild`: who may issue, and how. Without a name, nobody. */
export interface Permission {
  readonly issuer: string
  readonly parameters: readonly (readonly [tag: string, value: string])[]
}

const CRITICAL = 128

/** Reads `0 issue ca.example`, as an answer has it. */
export function caaProperty(data: string): CaaProperty {
  const [, flags = '0', tag = '', value = ''] = /^(\d+) (\S*) ?(.*)$/s.exec(data) ?? []
  return { critical: (Number(flags) & CRITICAL) !== 0, tag: tag.toLowerCase(), value }
}

const ISSUER = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/
const PARAMETER = /^([a-z0-9-]+)[ \t]*=[ \t]*([\x21-\x3a\x3c-\x7e]*)$/i

/** RFC 8659 §4.2. A value that is not as it says there permits nobody. */
export function permission(value: string): Permission {
  const [name = '', ...rest] = value.split(';').map((part) => part.trim())
  const issuer = name.toLowerCase().replace(/\.$/, '')
  const parameters = rest
    .filter((text) => text !== '')
    .map((text) => {
      const [, tag, setting = ''] = PARAMETER.exec(text) ?? []
      return tag === undefined ? undefined : ([tag.toLowerCase(), setting] as const)
    })
  const read = parameters.filter((one) => one !== undefined)
  return ISSUER.test(issuer) && read.length === parameters.length
    ? { issuer, parameters: read }
    : { issuer: '', parameters: [] }
}
