import { randomBytes } from 'node:crypto'
import { canonical } from '../dns-name.ts'
import { caaCheck } from './caa.ts'
import type { Ca } from './caa-verdict.ts'
import { cnameCheck } from './cname.ts'
import { delegationCheck } from './delegation.ts'
import { dnssecCheck } from './dnssec.ts'
import { dryWrites } from './dry-write.ts'
import type { Check, Finding, Verdict } from './finding.ts'
import { lastWriteCheck, type RefusalOf } from './last-write.ts'
import { type Sight, type Target, targetOf } from './target.ts'
import { txtCheck } from './txt-values.ts'
import { zoneCheck } from './zone.ts'

export interface PreflightOptions {
  readonly ca: Ca
  /**
   * Whether the credentials may write: by writing a TXT record where each goes and removing it, or by what is known of
   * the zone. Not looked at unless given.
   */
  readonly write?: 'dry' | RefusalOf
}

/**
 * What stands between these names and their certificates, as far as DNS can tell before a CA is asked: everything that
 * is fine, doubtful or wrong, by name. Wildcards with their `*.`. A resolver is never asked for a challenge name. What
 * cannot be seen from here is a warning, for others may see it.
 */
export type Preflight = (
  names: readonly string[],
  options: PreflightOptions,
  signal: AbortSignal,
) => Promise<readonly Finding[]>

type Checks = Readonly<
  Partial<Record<Check, (target: Target, signal: AbortSignal) => MaybeLater<Verdict | undefined>>>
>
type MaybeLater<T> = T | Promise<T>

/** All checks at once; zones that names share are looked at once in a minute. */
export function preflight(sight: Sight, clock: () => Date): Preflight {
  const caa = caaCheck(sight, clock)
  const checks: Checks = {
    zone: zoneCheck(sight.zones),
    delegation: delegationCheck(sight.reading, clock),
    cname: cnameCheck,
    dnssec: (target, signal) => dnssecCheck(target, sight.reading.resolve, signal),
    txt: (target, signal) => txtCheck(target, sight.reading, signal),
  }
  return async (names, { ca, write }, signal) => {
    const wanted = [...new Set(names.map(canonical))]
    const bases = [...new Set(wanted.map((name) => name.replace(/^\*\./, '')))]
    const [targets, ofNames] = await Promise.all([
      Promise.all(bases.map((name) => targetOf(name, sight, signal))),
      Promise.all(wanted.map(async (name) => finding('caa', name, await caa(name, ca, signal)))),
    ])
    const all = typeof write === 'function' ? { ...checks, write: lastWriteCheck(write) } : checks
    const ofTargets = await Promise.all(targets.map((one) => checked(one, all, signal)))
    // Last, for what it writes is no finding.
    const ofWrites = write === 'dry' ? await dryWrites(targets, randomDigest, signal) : []
    const written = [...ofWrites].map(([{ name }, verdict]) => finding('write', name, verdict))
    return [...ofTargets.flat(), ...ofNames, ...written]
  }
}

async function checked(target: Target, checks: Checks, signal: AbortSignal): Promise<Finding[]> {
  const findings = await Promise.all(
    Object.entries(checks).map(async ([check, look]) => {
      const verdict = await look(target, signal)
      // The keys of `checks` are what its type says.
      return verdict ? [finding(check as Check, target.name, verdict)] : []
    }),
  )
  return findings.flat()
}

const finding = (check: Check, name: string, verdict: Verdict): Finding => ({
  ...{ check, name },
  ...verdict,
})

/** As long and as shapeless as an answer to a challenge (RFC 8555 §8.4). */
const randomDigest = (): string => randomBytes(32).toString('base64url')
