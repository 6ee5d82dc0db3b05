import { isIPv4, isIPv6 } from 'node:net'
import { z } from 'zod'
import { canonicalName, isWithin } from '../dns/name.ts'
import { invalidRecord } from './cloudflare-error.ts'
import { txtValue } from './txt-content.ts'

const recordTypes = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'TXT'] as const

/** A record as callers send it. */
export const RecordInput = z.object({
  type: z.enum(recordTypes),
  name: z.string(),
  content: z.string(),
  ttl: z.int().default(1),
  proxied: z.boolean().default(false),
  comment: z.string().nullable().default(null),
})
export type RecordInput = z.infer<typeof RecordInput>

/** A record of a zone, its name in full and its content as it was sent. */
export interface HeldRecord extends RecordInput {
  readonly id: string
  readonly createdOn: Date
  readonly modifiedOn: Date
}

interface Zone {
  readonly name: string
  readonly plan: 'free' | 'pro'
}

const LABEL = /^(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)$/
const LONGEST_TXT = 2048
/** A free zone's; others have 500. */
const longestComment = { free: 100, pro: 500 }

/** The record as the zone keeps it, or the error that says what is wrong with it. */
export function normalized(zone: Zone, input: RecordInput): RecordInput {
  const name = fullName(zone.name, input.name)
  if (name.length > 253 || !name.split('.').every((label) => LABEL.test(label)))
    throw invalidRecord(9000, 'DNS name is invalid.')
  if (!contentChecks[input.type](input.content))
    throw invalidRecord(9005, `Content for ${input.type} record is invalid.`)
  if (input.ttl !== 1 && (input.ttl < 60 || input.ttl > 86_400))
    throw invalidRecord(9021, 'Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Auto.')
  if ((input.comment ?? '').length > longestComment[zone.plan])
    throw invalidRecord(9300, `Comment is longer than ${longestComment[zone.plan]} characters.`)
  return { ...input, name, comment: input.comment || null }
}

/** A name that does not end in that of the zone is one below it, whatever the caller meant. */
function fullName(zone: string, sent: string): string {
  const name = canonicalName(sent)
  if (name === '@') return zone
  return isWithin(name, zone) ? name : `${name}.${zone}`
}

const isText = (content: string) => content.trim() !== '' && content.length <= LONGEST_TXT

const contentChecks: Record<RecordInput['type'], (content: string) => boolean> = {
  A: isIPv4,
  AAAA: isIPv6,
  CAA: isText,
  CNAME: isText,
  MX: isText,
  NS: isText,
  TXT: isText,
}

/** The value as DNS has it. */
export const valueIn = ({ type, content }: Pick<RecordInput, 'type' | 'content'>): string =>
  type === 'TXT' ? txtValue(content) : content

/** The record on the wire. */
export const recordJson = ({ createdOn, modifiedOn, ...record }: HeldRecord) => ({
  ...record,
  proxiable: record.type === 'A' || record.type === 'AAAA' || record.type === 'CNAME',
  settings: {},
  meta: {},
  tags: [],
  created_on: createdOn.toISOString(),
  modified_on: modifiedOn.toISOString(),
})
