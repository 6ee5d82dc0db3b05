import { OrderId } from '@certwire/contracts'

export const ZONE = 'example.com'
/** Where the CNAMEs of the tenants lead. */
export const TARGETS = 'targets.example'
/** Every scenario with each of these names, all at once. Somebody else writes at these names all the time. */
const HOSTS = ['a', 'b', 'c']

interface Request {
  readonly names: readonly string[]
  readonly tenant?: string
  readonly key?: 'p256' | 'rsa2048'
}

/** What shares a name with what, for each host. */
export const scenarios: Readonly<Record<string, (host: string) => readonly Request[]>> = {
  'apex and wildcard': (host) => [{ names: [`wild.${host}.${ZONE}`, `*.wild.${host}.${ZONE}`] }],
  'two orders of one name': (host) => [
    { names: [`two.${host}.${ZONE}`] },
    { names: [`two.${host}.${ZONE}`] },
  ],
  'RSA and ECDSA of one name': (host) => [
    { names: [`keys.${host}.${ZONE}`], key: 'rsa2048' },
    { names: [`keys.${host}.${ZONE}`], key: 'p256' },
  ],
  'foreign values at the name': (host) => [{ names: [`${host}.${ZONE}`] }],
  'CNAMEs of two tenants to one target': (host) => [
    { tenant: 'acme', names: [`acme.${host}.${ZONE}`] },
    { tenant: 'globex', names: [`globex.${host}.${ZONE}`] },
  ],
}

/** Foreign records that send the challenges of two tenants to one name. */
export const aliases = HOSTS.flatMap((host) =>
  ['acme', 'globex'].map((tenant) => ({
    ...{ name: `_acme-challenge.${tenant}.${host}.${ZONE}`, type: 'CNAME' as const },
    value: `shared-${host}.${TARGETS}`,
  })),
)

/** Values of others at names where we write. */
export const others = HOSTS.flatMap((host) =>
  [`_acme-challenge.${host}.${ZONE}`, `shared-${host}.${TARGETS}`].map((name) => ({
    ...{ name, type: 'TXT' as const, value: 'of others' },
  })),
)

export interface SharedOrder extends Request {
  readonly id: OrderId
  readonly scenario: string
}

export const orders: readonly SharedOrder[] = Object.entries(scenarios).flatMap(
  ([scenario, requests], at) =>
    HOSTS.flatMap((host) =>
      requests(host).map((request, n) => ({
        ...{ ...request, scenario, id: OrderId.parse(`ord_${at}${host}${n}`) },
      })),
    ),
)

/** Where a challenge record belongs. */
export const targetOf = (challenge: string): string =>
  aliases.find(({ name }) => name === challenge)?.value ?? challenge
