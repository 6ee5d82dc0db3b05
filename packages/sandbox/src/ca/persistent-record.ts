interface Wanted {
  readonly issuers: readonly string[]
  readonly accountUri: string
  readonly isWildcard: boolean
  readonly now: Date
}

/** Whether a record `issuer; accounturi=…[; policy=wildcard][; persistUntil=seconds]` lets the account have the name. */
export function provesForEver(text: string, wanted: Wanted): boolean {
  const [issuer = '', ...rest] = text.split(';').map((part) => part.trim())
  const parameters = new Map(rest.map((part) => pair(part)))
  const until = parameters.get('persistuntil')
  return (
    wanted.issuers.includes(issuer.toLowerCase()) &&
    parameters.get('accounturi') === wanted.accountUri &&
    (!wanted.isWildcard || parameters.get('policy')?.toLowerCase() === 'wildcard') &&
    (until === undefined || (/^\d+$/.test(until) && Number(until) * 1000 > wanted.now.getTime()))
  )
}

function pair(part: string): [tag: string, value: string] {
  const at = part.indexOf('=')
  return at < 0 ? [part.toLowerCase(), ''] : [part.slice(0, at).toLowerCase(), part.slice(at + 1)]
}
