import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { decodeEabKey, importAccountKey } from '@certwire/acme'
import { type BuiltinIssuer, builtinIssuers } from './builtin-issuers.ts'
import type { IssuerConfig } from './config.ts'
import type { Findings } from './findings.ts'
import type { ParsedIssuer } from './issuer-schema.ts'
import { nearest } from './nearest.ts'
import type { Parsed } from './schema.ts'
import { isTree, type Tree, valueAt } from './tree.ts'

const SANDBOX = 'sandbox'

/** Every issuer that the configuration has, built on its built-in one; what a CA needs and is not there is a finding. */
export function checkIssuers(
  { issuers, defaultIssuer }: Parsed,
  tree: Tree,
  findings: Findings,
): Record<string, IssuerConfig> {
  checkDefault(tree, findings)
  const known = [...new Set([...Object.keys(issuers), ...Object.keys(builtinIssuers)])]
  if (!known.includes(defaultIssuer)) {
    // One that is written wrongly is there all the same.
    if (findings.has(['issuers', defaultIssuer])) return {}
    const message = `there is no issuer of this name${nearest(defaultIssuer, known)}`
    findings.add(['defaultIssuer'], 'ERR_CONFIG_ISSUER', message)
    return {}
  }
  const named = Object.entries({ [defaultIssuer]: {}, ...issuers })
  return Object.fromEntries(named.map(([name, issuer]) => [name, check(name, issuer, findings)]))
}

/** Who has named a CA does not want the sandbox's certificates for lack of one word. */
function checkDefault(tree: Tree, findings: Findings): void {
  const issuers = valueAt(tree, ['issuers'])
  const hasOther = isTree(issuers) && Object.keys(issuers).some((name) => name !== SANDBOX)
  if (!hasOther || valueAt(tree, ['defaultIssuer']) !== undefined) return
  const why = 'is missing: there are issuers, and requests that name none would go to the sandbox'
  findings.add(['defaultIssuer'], 'ERR_CONFIG_MISSING', why)
}

function check(name: string, issuer: ParsedIssuer, findings: Findings): IssuerConfig {
  if (name === SANDBOX) return sandbox(issuer, findings)
  const { extends: _, ...own } = issuer
  const base = builtinOf(name, issuer, findings)
  const { directory = base.directory ?? '', contact = [], origins = [] } = issuer
  const { propagation = 'all' } = issuer
  const missing = (key: string, what: string) =>
    findings.add(['issuers', name, key], 'ERR_CONFIG_MISSING', `is missing: ${what}`)
  if (directory === '')
    missing('directory', 'the URL of the CA’s ACME directory, or a built-in issuer to extend')
  if (base.needs.includes('contact') && contact.length === 0)
    missing('contact', 'this CA needs one, as in mailto:ops@example.com')
  checkKeys(name, issuer, findings)
  const limits = base.limits && { limits: base.limits }
  const lacksEab = base.needs.includes('eab') && !issuer.eab && !issuer.accountKey
  const known = { ...limits, ...(lacksEab && { lacksEab: true as const }) }
  return { ...known, ...withoutUndefined(own), name, directory, contact, origins, propagation }
}

/** Its directory is known when it has started. */
function sandbox(issuer: ParsedIssuer, findings: Findings): IssuerConfig {
  const why =
    'the sandbox is the CA in this process and takes no settings: name another CA otherwise'
  for (const key of Object.keys(issuer))
    findings.add(['issuers', SANDBOX, key], 'ERR_CONFIG_SANDBOX', why)
  return { name: SANDBOX, directory: '', contact: [], origins: [], propagation: 'all' }
}

function builtinOf(name: string, issuer: ParsedIssuer, findings: Findings): BuiltinIssuer {
  const base = issuer.extends ?? name
  const { [SANDBOX]: _, ...others } = builtinIssuers
  if (Object.hasOwn(others, base)) return others[base] ?? NOTHING
  if (issuer.extends !== undefined) {
    const message = `there is no built-in issuer of this name${nearest(base, Object.keys(others))}`
    findings.add(['issuers', name, 'extends'], 'ERR_CONFIG_ISSUER', message)
  }
  return NOTHING
}

const NOTHING: BuiltinIssuer = { needs: [] }

/** Keys are decoded now: a wrong one is found here and not by the CA, which would only say "unauthorized". */
function checkKeys(
  name: string,
  { eab, accountKey, hvca }: ParsedIssuer,
  findings: Findings,
): void {
  findings.attempt(
    ['issuers', name, 'eab', 'hmacKey'],
    'ERR_CONFIG_EAB_KEY',
    () => eab && decodeEabKey(eab.hmacKey.reveal()),
  )
  findings.attempt(
    ['issuers', name, 'accountKey'],
    'ERR_CONFIG_ACCOUNT_KEY',
    () => accountKey && importAccountKey(accountKey.reveal()),
  )
  findings.attempt(
    ['issuers', name, 'hvca', 'clientKey'],
    'ERR_CONFIG_HVCA_KEY',
    () => hvca && checkClientKey(hvca.clientCertificate, hvca.clientKey.reveal()),
  )
}

/** OpenSSL's own words say nothing to people. */
function checkClientKey(certificate: string, pem: string): void {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new TypeError('must be a private key in PEM, without a passphrase')
  }
  if (!new X509Certificate(certificate).checkPrivateKey(key))
    throw new TypeError('is not the key of clientCertificate')
}

// zod gives `undefined` for what is absent, and exact optional properties do not take it.
const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
