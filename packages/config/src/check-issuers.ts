import { decodeEabKey, importAccountKey } from '@certwire/acme'
import { type BuiltinIssuer, builtinIssuers } from './builtin-issuers.ts'
import type { IssuerConfig } from './config.ts'
import type { Findings } from './config-error.ts'
import { nearest } from './nearest.ts'
import type { Parsed, ParsedIssuer } from './schema.ts'

/** Every issuer that the configuration has, built on its built-in one; what a CA needs and is not there is a finding. */
export function checkIssuers(
  { issuers, defaultIssuer }: Parsed,
  findings: Findings,
): Record<string, IssuerConfig> {
  const named = { [defaultIssuer]: {}, ...issuers }
  if (!Object.hasOwn(issuers, defaultIssuer) && !Object.hasOwn(builtinIssuers, defaultIssuer)) {
    const known = [...Object.keys(issuers), ...Object.keys(builtinIssuers)]
    const message = `there is no issuer of this name${nearest(defaultIssuer, known)}`
    findings.push({ path: 'defaultIssuer', code: 'ERR_CONFIG_ISSUER', message })
    delete named[defaultIssuer]
  }
  const checked = Object.entries(named).map(([name, issuer]) => check(name, issuer, findings))
  return Object.fromEntries(checked.map((issuer) => [issuer.name, issuer]))
}

function check(name: string, issuer: ParsedIssuer, findings: Findings): IssuerConfig {
  const base = builtinOf(name, issuer, findings)
  const { directory = base.directory, contact = [], origins = [] } = issuer
  const missing = (key: string, what: string) =>
    findings.push({
      path: `issuers.${name}.${key}`,
      code: 'ERR_CONFIG_MISSING',
      message: `is missing: ${what}`,
    })
  if (directory === undefined && name !== 'sandbox')
    missing('directory', 'the URL of the CA’s ACME directory, or extends: a built-in issuer')
  if (base.needs.includes('eab') && !issuer.eab)
    missing('eab', 'this CA needs External Account Binding (kid and hmacKey, from its portal)')
  if (base.needs.includes('contact') && contact.length === 0)
    missing('contact', 'this CA needs one, as in mailto:ops@example.com')
  checkKeys(name, issuer, findings)
  const { extends: _, ...own } = issuer
  return { ...withoutUndefined(own), name, directory: directory ?? '', contact, origins }
}

function builtinOf(name: string, issuer: ParsedIssuer, findings: Findings): BuiltinIssuer {
  const base = issuer.extends ?? name
  const found = Object.hasOwn(builtinIssuers, base) ? builtinIssuers[base] : undefined
  if (!found && issuer.extends !== undefined)
    findings.push({
      path: `issuers.${name}.extends`,
      code: 'ERR_CONFIG_ISSUER',
      message: `there is no built-in issuer of this name${nearest(base, Object.keys(builtinIssuers))}`,
    })
  return found ?? { needs: [] }
}

/** Keys are decoded now: a wrong one is found here and not by the CA, which would only say "unauthorized". */
function checkKeys(name: string, { eab, accountKey }: ParsedIssuer, findings: Findings): void {
  const tried = [
    ['eab.hmacKey', 'ERR_CONFIG_EAB_KEY', () => eab && decodeEabKey(eab.hmacKey.reveal())],
    [
      'accountKey',
      'ERR_CONFIG_ACCOUNT_KEY',
      () => accountKey && importAccountKey(accountKey.reveal()),
    ],
  ] as const
  for (const [key, code, decode] of tried)
    try {
      decode()
    } catch (error) {
      const message = error instanceof Error ? error.message : 'cannot be read'
      findings.push({ path: `issuers.${name}.${key}`, code, message })
    }
}

// zod gives `undefined` for what is absent, and exact optional properties do not take it.
const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
