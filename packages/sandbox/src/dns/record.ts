import { isIPv4, isIPv6 } from 'node:net'
import { canonicalName, isName } from './name.ts'
import { SandboxDnsError } from './record-error.ts'

export type SandboxRecordType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'TXT'

/** The value as a zone file has it, but a TXT without quotes: `0 issue "ca.example"` for CAA, a name for CNAME. */
export interface SandboxRecord {
  readonly name: string
  readonly type: SandboxRecordType
  readonly value: string
}

/** Fits a message over TCP with room for the rest of it. */
const LONGEST_VALUE = 32_000
const CAA = /^(\d{1,3}) ([a-z0-9]{1,15}) "([^"]*)"$/

/** The record with its names canonical. Throws `SandboxDnsError` for what DNS cannot carry. */
export function canonicalRecord({ name, type, value }: SandboxRecord): SandboxRecord {
  const at = canonicalName(name)
  if (!isName(at)) throw new SandboxDnsError(`Not a name that this server can hold: ${shown(name)}`)
  const canonical = type === 'CNAME' ? canonicalName(value) : value
  if (!valueChecks[type](canonical)) {
    throw new SandboxDnsError(`Not a value of a ${type} record: ${shown(value)}`)
  }
  return { name: at, type, value: canonical }
}

const valueChecks: Record<SandboxRecordType, (value: string) => boolean> = {
  A: isIPv4,
  AAAA: isIPv6,
  CAA: (value) => CAA.test(value) && value.length < LONGEST_VALUE,
  CNAME: isName,
  TXT: (value) => Buffer.byteLength(value) <= LONGEST_VALUE,
}

/** The parts of a CAA value that `canonicalRecord` has accepted. */
export function caaParts(value: string): { flags: number; tag: CaaTag; value: string } {
  const [, flags = '0', tag = 'issue', rest = ''] = CAA.exec(value) ?? []
  // The codec writes any tag; its type lists three.
  return { flags: Number(flags) & 0xff, tag: tag as CaaTag, value: rest }
}

type CaaTag = 'issue' | 'issuewild' | 'iodef'

const shown = (text: string): string => JSON.stringify(text.slice(0, 80))
