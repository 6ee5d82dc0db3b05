import type { Findings } from './findings.ts'
import { nearest } from './nearest.ts'
import { checkTogether, type Env, firstSet, type Variables } from './set-variable.ts'
import { type Tree, valueAt } from './tree.ts'

/** Which of the pairs of variables counts. */
type Prefix = '' | 'SANDBOX_' | 'PROD_'

const prefixes: Readonly<Record<string, Prefix>> = { sandbox: 'SANDBOX_', production: 'PROD_' }

export const eabVariables = (issuer: string, prefix: Prefix = ''): Variables => ({
  [`${prefix}EAB_KID`]: ['issuers', issuer, 'eab', 'kid'],
  [`${prefix}EAB_HMAC_KEY`]: ['issuers', issuer, 'eab', 'hmacKey'],
})

/**
 * The variables that hold the External Account Binding of the issuer. The pair that `CERTWIRE_ENV` names comes before
 * the one that has no prefix; a pair is taken as a whole. Without `CERTWIRE_ENV` one pair with a prefix counts if there
 * is no other, for nothing is chosen in silence.
 */
export function chosenEab(tree: Tree, issuer: string, env: Env, findings: Findings): Variables {
  const isSet = (prefix: Prefix) => firstSet(eabVariables(issuer, prefix), env) !== undefined
  const wanted = wantedPrefix(env, findings)
  const order: readonly Prefix[] = wanted ? [wanted, ''] : ['', 'SANDBOX_', 'PROD_']
  const found = order.filter(isSet)
  const [first = ''] = found
  if (wanted && found.length === 0) checkOther(tree, issuer, env, wanted, findings)
  if (!wanted && first !== '' && found.length > 1) {
    const why = 'is missing: there are SANDBOX_EAB_… and PROD_EAB_…, and it says which count'
    findings.add(['CERTWIRE_ENV'], 'ERR_CONFIG_MISSING', `${why}: sandbox or production`)
    return {}
  }
  return eabVariables(issuer, first)
}

function wantedPrefix({ CERTWIRE_ENV: name }: Env, findings: Findings): Prefix | undefined {
  if (name === undefined) return undefined
  if (Object.hasOwn(prefixes, name)) return prefixes[name]
  const known = Object.keys(prefixes)
  if (name === '') findings.add(['CERTWIRE_ENV'], 'ERR_CONFIG_EMPTY', 'is set and empty: unset it')
  const message = `must be one of ${known.join(', ')}${nearest(name, known)}`
  findings.add(['CERTWIRE_ENV'], 'ERR_CONFIG_INVALID', message)
  return undefined
}

/** What is there is for another environment, and nothing takes its place. */
function checkOther(tree: Tree, issuer: string, env: Env, wanted: Prefix, findings: Findings) {
  const other = wanted === 'PROD_' ? 'SANDBOX_' : 'PROD_'
  const [set] = firstSet(eabVariables(issuer, other), env) ?? []
  if (set === undefined || valueAt(tree, ['issuers', issuer, 'eab']) !== undefined) return
  const message = `is missing: CERTWIRE_ENV is ${env.CERTWIRE_ENV}, and ${set} is not for that`
  findings.add([`${wanted}EAB_KID`], 'ERR_CONFIG_MISSING', message)
}

/** Half a binding is none, and the sandbox's CA wants none. */
export function checkEab(
  tree: Tree,
  issuer: string,
  variables: Variables,
  env: Env,
  findings: Findings,
): void {
  const [, place] = firstSet(variables, env) ?? []
  if (place && issuer === 'sandbox') {
    const why = 'is for the default issuer, and that is the sandbox, which takes none'
    findings.add(place, 'ERR_CONFIG_SANDBOX', `${why}: set CERTWIRE_DEFAULT_ISSUER`)
  }
  checkTogether(tree, variables, env, findings, 'External Account Binding takes both')
}
