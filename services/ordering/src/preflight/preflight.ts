import { isAddress, type Problem } from '@certwire/contracts'
import type { Finding, Preflight } from '@certwire/dns'
import type { Issuer } from '@certwire/issuers'
import type { Platform } from '@certwire/runtime'
import type { Claimed } from './claimed.ts'
import type { ZoneRefusals } from './zone-refusals.ts'

/** What DNS says against an order before it is spent at the CA; nothing where it may be placed. */
export type Objection = (
  names: readonly string[],
  issuer: Issuer,
  signal: AbortSignal,
) => Promise<Problem | undefined>

interface Deps {
  readonly preflight: Preflight
  readonly refusalOf: ZoneRefusals
  readonly claimed: Claimed
  readonly log: Pick<Platform['log'], 'warn'>
}

type Mode = Platform['config']['dns']['preflight']

const LONGEST_REASON = 2000

/**
 * Every finding that is not fine is logged; a failure stands against the order only where that is enforced. A name that
 * is claimed at the CA needs no record, so of DNS only CAA matters, which a CA looks at all the same.
 */
export function objections(mode: Mode, { preflight, refusalOf, claimed, log }: Deps): Objection {
  return async (all, { name: issuer, acme, accountUrl }, signal) => {
    // Of an address DNS knows nothing.
    const names = all.filter((name) => !isAddress(name))
    const claims = await claimed(names, issuer, signal)
    if (mode === 'off') return undefined
    const { caaIdentities: identities } = await acme.directory(signal)
    const ca = { identities, ...(accountUrl !== undefined && { accountUrl }) }
    const findings = (await preflight(names, { ca, write: refusalOf }, signal))
      .filter(isTrouble)
      .filter(({ check, name }) => check === 'caa' || claims(name) !== 'yes')
    for (const { check, name, level, code, saw } of findings)
      log.warn({ check, name, level, code, saw }, 'preflight')
    const against = findings.filter(({ check, name }) => check === 'caa' || claims(name) === 'no')
    return mode === 'enforce' ? worst(against) : undefined
  }
}

type Trouble = Exclude<Finding, { level: 'ok' }>
const isTrouble = (finding: Finding): finding is Trouble => finding.level !== 'ok'

/** What does not pass by itself outweighs what does. */
function worst(findings: readonly Trouble[]): Problem | undefined {
  const failures = findings
    .filter(({ level }) => level === 'failure')
    .toSorted((a, b) => Number(a.retryable) - Number(b.retryable))
  const [first] = failures
  if (!first) return undefined
  const { code, actor, remedy, retryable } = first
  const reason = failures.map(({ name, saw }) => `${name}: ${saw}`).join('; ')
  return { code, reason: reason.slice(0, LONGEST_REASON), actor, remedy, retryable }
}
