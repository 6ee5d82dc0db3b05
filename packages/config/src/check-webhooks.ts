import { isIP } from 'node:net'
import type { IssuerConfig } from './config.ts'
import type { Findings } from './findings.ts'
import { nearest } from './nearest.ts'
import { isPublicAddress } from './public-address.ts'
import type { Parsed } from './schema.ts'

type Webhooks = Parsed['webhooks']
type Source = Webhooks['sources'][string]

/** Kinds whose platform proves by itself who it is, as far as it can: the others need `verify`. */
const OWN_VERIFIERS: readonly Source['kind'][] = ['digicert', 'sectigo']

/** What a webhook would be accepted without, and whom we would call that nobody meant. */
export function checkWebhooks(
  { webhooks, http }: Parsed,
  issuers: Readonly<Record<string, IssuerConfig>>,
  findings: Findings,
): void {
  const { sources, subscribers, listen } = webhooks
  for (const [name, source] of Object.entries(sources)) {
    const add = (key: keyof Source, code: string, message: string) =>
      findings.add(['webhooks', 'sources', name, key], code, message)
    checkIssuer(source, Object.keys(issuers), add)
    checkVerify(source, add)
    checkMtls(source, webhooks, add)
  }
  checkSubscribers(subscribers, findings)
  const isOpen = Object.keys(sources).length > 0
  if (isOpen && listen.port !== 0 && listen.port === http.port)
    findings.add(
      ['webhooks', 'listen', 'port'],
      'ERR_CONFIG_TWICE',
      `another listener has the port ${http.port}`,
    )
}

type Add = (key: keyof Source, code: string, message: string) => void

function checkIssuer({ issuer }: Source, known: readonly string[], add: Add): void {
  if (known.length > 0 && !known.includes(issuer))
    add(
      'issuer',
      'ERR_CONFIG_ISSUER',
      `there is no issuer of this name${nearest(issuer, [...known])}`,
    )
}

/** Nobody shall take what anybody sends for lack of one line. */
function checkVerify({ kind, verify, unsigned }: Source, add: Add): void {
  const isVerified = verify ? verify.length > 0 : OWN_VERIFIERS.includes(kind)
  if (!isVerified && !unsigned)
    add(
      'verify',
      'ERR_CONFIG_MISSING',
      'is missing: without it anybody could send; say `unsigned: true` if anybody may',
    )
  if (isVerified && unsigned)
    add('unsigned', 'ERR_CONFIG_INVALID', 'is true, and yet there is something to pass: keep one')
}

/** A subject that nobody vouches for is only a claim. */
function checkMtls({ verify = [] }: Source, { listen, trustedProxies }: Webhooks, add: Add): void {
  for (const one of verify) {
    if (one.by !== 'mtls') continue
    if (one.header === undefined && listen.tls?.clientCa === undefined)
      add('verify', 'ERR_CONFIG_MISSING', '`by: mtls` needs `listen.tls.clientCa`, or a `header`')
    if (one.header !== undefined && trustedProxies.length === 0)
      add('verify', 'ERR_CONFIG_MISSING', '`header` of `by: mtls` needs `trustedProxies`')
  }
}

function checkSubscribers(subscribers: Webhooks['subscribers'], findings: Findings): void {
  const seen = new Set<string>()
  for (const [index, { url, allowPrivate }] of subscribers.entries()) {
    const add = (code: string, message: string) =>
      findings.add(['webhooks', 'subscribers', index, 'url'], code, message)
    const { protocol, hostname, href } = new URL(url)
    if (seen.has(href)) add('ERR_CONFIG_TWICE', 'is there already')
    seen.add(href)
    if (allowPrivate) continue
    if (protocol !== 'https:') add('ERR_CONFIG_WEBHOOK_URL', 'must be https, or `allowPrivate`')
    else if (isPrivate(hostname))
      add('ERR_CONFIG_WEBHOOK_URL', 'is a private address: say `allowPrivate` if it is meant')
  }
}

/** As far as can be told without asking DNS; at each call every address is looked at again. */
function isPrivate(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) === 0 ? /(^|\.)localhost\.?$/.test(bare) : !isPublicAddress(bare)
}
