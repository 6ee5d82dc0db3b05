import type { Problem } from '@certwire/contracts'
import type { Finding, Preflight } from '@certwire/dns'
import type { Issuer } from '@certwire/issuers'
import type { Platform } from '@certwire/runtime'
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
  readonly log: Pick<Platform['log'], 'warn'>
}

type Mode = Platform['config']['dns']['preflight']

const LONGEST_REASON = 2000

/** Every finding that is not fine is logged; a failure stands against the order only where that is enforced. */
export function objections(mode: Mode, { preflight, refusalOf, log }: Deps): Objection {
  if (mode === 'off') return async () => undefined
  return async (names, { acme, accountUrl }, signal) => {
    const { caaIdentities: identities } = await acme.directory(signal)
    const ca = { identities, ...(accountUrl !== undefined && { accountUrl }) }
    const findings = (await preflight(names, { ca, write: refusalOf }, signal)).filter(isTrouble)
    for (const { check, name, level, code, saw } of findings)
      log.warn({ check, name, level, code, saw }, 'preflight')
    return mode === 'enforce' ? worst(findings) : undefined
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
