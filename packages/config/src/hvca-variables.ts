import type { Findings } from './findings.ts'
import { checkTogether, type Env, firstSet, type Variables } from './set-variable.ts'
import { isTree, type Tree, valueAt } from './tree.ts'

const ATLAS = 'globalsign-atlas'

export const hvcaVariables = (issuer: string): Variables => ({
  GLOBALSIGN_API_KEY: ['issuers', issuer, 'hvca', 'apiKey'],
  GLOBALSIGN_API_SECRET: ['issuers', issuer, 'hvca', 'apiSecret'],
  GLOBALSIGN_CLIENT_CERTIFICATE: ['issuers', issuer, 'hvca', 'clientCertificate'],
  GLOBALSIGN_CLIENT_KEY: ['issuers', issuer, 'hvca', 'clientKey'],
})

/**
 * The variables of HVCA, for the default issuer where that is Atlas, or has a directory or `hvca` of its own, else for
 * the only one that is; none where that cannot be told.
 */
export function chosenHvca(tree: Tree, defaultIssuer: string, env: Env, findings: Findings) {
  const [name] = firstSet(hvcaVariables(defaultIssuer), env) ?? []
  if (name === undefined) return {}
  const [issuer, ...others] = issuersAtAtlas(tree, defaultIssuer)
  if (issuer !== undefined && others.length === 0) return hvcaVariables(issuer)
  const message = issuer
    ? `is for one issuer, and there are several at Atlas: give each its hvca (${issuer}, ${others.join(', ')})`
    : `is for an issuer at Atlas, and there is none: name one ${ATLAS}, or let one extend it`
  findings.add([name], 'ERR_CONFIG_ISSUER', message)
  return {}
}

function issuersAtAtlas(tree: Tree, defaultIssuer: string): string[] {
  const issuers = valueAt(tree, ['issuers'])
  const all = isTree(issuers) ? issuers : {}
  const own = valueAt(all, [defaultIssuer])
  const isOwn = isTree(own) && (own.hvca !== undefined || own.directory !== undefined)
  const known = Object.keys(all).filter((name) => name === ATLAS || extendsOf(all[name]) === ATLAS)
  if (defaultIssuer === ATLAS || isOwn || known.includes(defaultIssuer)) return [defaultIssuer]
  return known
}

const extendsOf = (issuer: unknown) => (isTree(issuer) ? issuer.extends : undefined)

/** HVCA takes all of them. */
export const checkHvca = (tree: Tree, variables: Variables, env: Env, findings: Findings): void =>
  checkTogether(
    tree,
    variables,
    env,
    findings,
    'HVCA, which nobody has to use, takes key, secret, client certificate and its key, all from the Atlas portal',
  )
