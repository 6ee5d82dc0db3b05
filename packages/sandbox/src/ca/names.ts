import { isIP } from 'node:net'
import { z } from 'zod'
import { AcmeProblem, malformed, shown } from './problem.ts'

const maxNames = 100
const Identifiers = z
  .array(z.object({ type: z.string(), value: z.string() }))
  .min(1)
  .max(maxNames, `an order has ${maxNames} names at most`)

/** The names of a new order, lower-case and each once; refuses all of them for one, saying which (RFC 8555 §6.7.1). */
export function orderNames(identifiers: unknown): string[] {
  const parsed = Identifiers.safeParse(identifiers)
  if (!parsed.success)
    throw malformed(`identifiers: ${z.prettifyError(parsed.error).slice(0, 200)}`)
  const subproblems = parsed.data.flatMap(({ type, value }) => {
    const objection = objectionTo(type, value)
    const identifier = { type: type.slice(0, 80), value: value.slice(0, 260) }
    return objection ? [{ ...objection, identifier }] : []
  })
  const [first] = subproblems
  if (first) {
    const status = first.type === 'rejectedIdentifier' ? 403 : 400
    const detail = `${shown(first.identifier.value)}: ${first.detail}`
    throw new AcmeProblem(status, first.type, detail, { subproblems })
  }
  return [...new Set(parsed.data.map(({ value }) => value.toLowerCase()))]
}

function objectionTo(type: string, value: string) {
  if (type !== 'dns') {
    const detail = 'this CA certifies names of type dns only'
    return { type: 'unsupportedIdentifier', detail } as const
  }
  const name = value.toLowerCase().replace(/^\*\./, '')
  if (!isHostName(name)) return { type: 'malformed', detail: 'not a DNS name' } as const
  if (isIP(name)) return { type: 'malformed', detail: 'an address is not a DNS name' } as const
  if (!name.includes('.')) {
    return { type: 'rejectedIdentifier', detail: 'no certificate covers a top-level name' } as const
  }
  return undefined
}

/** Letters, digits and hyphens (RFC 5890 §2.3.1), 253 characters, no final dot. */
function isHostName(name: string): boolean {
  const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
  return name.length <= 253 && name.split('.').every((each) => label.test(each))
}
