import { isIP } from 'node:net'
import { z } from 'zod'
import { canonicalAddress } from './address.ts'
import type { Policy } from './policy.ts'
import { isWithin } from './policy.ts'
import type { Identifier } from './problem.ts'
import { AcmeProblem, malformed, shown } from './problem.ts'

const Identifiers = z.array(z.object({ type: z.string(), value: z.string() })).min(1)

/** The names of a new order, lower-case and each once; refuses all of them for one, saying which (RFC 8555 §6.7.1). */
export function orderNames(policy: Policy, identifiers: unknown, maxNames: number): string[] {
  const most = Identifiers.max(maxNames, `an order has ${maxNames} names at most`)
  const parsed = most.safeParse(identifiers)
  if (!parsed.success)
    throw malformed(`identifiers: ${z.prettifyError(parsed.error).slice(0, 200)}`)
  const subproblems = parsed.data.flatMap(({ type, value }) => {
    const objection = objectionTo(policy, type, value)
    const identifier = { type: type.slice(0, 80), value: value.slice(0, 260) }
    return objection ? [{ ...objection, identifier }] : []
  })
  const [first] = subproblems
  if (first) {
    const isMixed = subproblems.some(({ type }) => type !== first.type)
    const status = !isMixed && first.type === 'rejectedIdentifier' ? 403 : 400
    const detail = `${shown(first.identifier.value)}: ${first.detail}`
    throw new AcmeProblem(status, isMixed ? 'compound' : first.type, detail, { subproblems })
  }
  return [...new Set(parsed.data.map(canonical))]
}

/** What an order calls the name; a wildcard keeps its `*.`. */
export function identifierOf(name: string): Identifier {
  return { type: isIP(name) ? 'ip' : 'dns', value: name }
}

/** Equal for equal sets. */
export function setOf(names: readonly string[]): string {
  return [...names].sort().join(' ')
}

function canonical({ value }: Identifier): string {
  return isIP(value) ? canonicalAddress(value) : value.toLowerCase()
}

function objectionTo(policy: Policy, type: string, value: string) {
  if (type === 'ip' && policy.takesAddresses) return objectionToAddress(policy, value)
  if (type !== 'dns') {
    const detail = `this CA certifies no identifiers of type ${shown(type)}`
    return { type: 'unsupportedIdentifier', detail } as const
  }
  const name = value.toLowerCase().replace(/^\*\./, '')
  if (!isHostName(name)) return { type: 'malformed', detail: 'not a DNS name' } as const
  if (isIP(name)) return { type: 'malformed', detail: 'an address is not a DNS name' } as const
  if (!name.includes('.')) return rejected('no certificate covers a top-level name')
  return isWithin(name, policy.blocked) ? rejected('this CA certifies it for nobody') : undefined
}

/** RFC 8738 §3. */
function objectionToAddress({ claims }: Policy, value: string) {
  if (!isIP(value)) return { type: 'malformed', detail: 'not an address' } as const
  const isClaimed = claims.has(canonicalAddress(value))
  return isClaimed ? undefined : rejected('this CA certifies addresses that are claimed only')
}

function rejected(detail: string) {
  return { type: 'rejectedIdentifier', detail } as const
}

/** Letters, digits and hyphens (RFC 5890 §2.3.1), 253 characters, no final dot. */
function isHostName(name: string): boolean {
  const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
  return name.length <= 253 && name.split('.').every((each) => label.test(each))
}
