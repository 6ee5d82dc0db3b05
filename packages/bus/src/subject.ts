import { BusError } from './bus-error.ts'

const token = /^[A-Za-z0-9_-]{1,64}$/

/** A server that reads a longer line (4096 bytes with everything in it) drops the connection. */
const longest = 255

/** Throws `ERR_BUS_SUBJECT` unless every token is 1 to 64 of letters, digits, `_` and `-`. */
export function checkSubject(subject: string): void {
  if (subject.length > longest || !subject.split('.').every((part) => token.test(part))) {
    throw illegal('subject', subject, 'tokens of 1 to 64 letters, digits, "_" or "-"')
  }
}

/** The same for a filter, where `*` may stand for a token and a final `>` for one or more. */
export function checkFilter(filter: string): void {
  const parts = filter.split('.')
  const last = parts.length - 1
  const legal = parts.every(
    (part, index) => token.test(part) || part === '*' || (part === '>' && index === last),
  )
  if (filter.length > longest || !legal) {
    throw illegal(
      'filter',
      filter,
      'tokens of 1 to 64 letters, digits, "_" or "-", "*", or a final ">"',
    )
  }
}

/** The filter's rule, and that the durable is one token. */
export function checkSubscription({ durable, filter }: { durable: string; filter: string }): void {
  checkFilter(filter)
  if (!token.test(durable)) {
    throw illegal('durable', durable, '1 to 64 letters, digits, "_" or "-"')
  }
}

/** Tells whether a subject falls under the filter. */
export function matcher(filter: string): (subject: string) => boolean {
  const wanted = filter.split('.')
  const open = wanted.at(-1) === '>'
  const fixed = open ? wanted.slice(0, -1) : wanted
  return (subject) => {
    const parts = subject.split('.')
    if (open ? parts.length <= fixed.length : parts.length !== fixed.length) return false
    return fixed.every((part, index) => part === '*' || part === parts[index])
  }
}

/** True if every subject that falls under `filter` falls under `pattern`. */
export function covers(pattern: string, filter: string): boolean {
  const wide = pattern.split('.')
  const narrow = filter.split('.')
  for (const [index, part] of wide.entries()) {
    const other = narrow[index]
    if (part === '>') return other !== undefined
    if (other === undefined || other === '>') return false
    if (part !== '*' && part !== other) return false
  }
  return wide.length === narrow.length
}

function illegal(what: string, seen: string, rule: string): BusError {
  const shown = JSON.stringify(seen.slice(0, 80))
  return new BusError('ERR_BUS_SUBJECT', `illegal ${what} ${shown}: it must be ${rule}`)
}
