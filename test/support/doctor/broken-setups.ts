import { CA_NAME, type DoctorGround } from './ground.ts'

/** Something that is wrong, and what has to be said of it. */
interface Setup {
  readonly what: string
  readonly name: string
  /** As `level check code`: all that is not fine, the cause first. None of a healthy one. */
  readonly says: readonly string[]
  /** The zones of the configuration. */
  readonly zones: (ground: DoctorGround) => readonly object[]
  /** Makes it so, before the doctor comes. */
  readonly make?: (ground: DoctorGround) => void
}

const name = 'www.example.test'
const challenge = `_acme-challenge.${name}`

const sandbox = (zone: string, { dns }: DoctorGround) => ({
  ...{ zone, provider: 'sandbox', endpoint: dns.http.url },
})
const example = (ground: DoctorGround) => [
  { ...sandbox('example.test', ground), servers: [ground.dns.address] },
]
const both = (ground: DoctorGround) => [
  ...example(ground),
  { ...sandbox('other.test', ground), servers: [ground.dns.address] },
]
const onServers = (servers: (ground: DoctorGround) => string) => (ground: DoctorGround) => [
  { ...sandbox('example.test', ground), servers: [servers(ground)] },
]
const byDelegation = (zone: string) => (ground: DoctorGround) => [
  { ...sandbox(zone, ground), endpoint: ground.delegated.http.url },
]
const cloudflare =
  (apiToken: string, zone = 'example.test') =>
  ({ dns, cloudflare }: DoctorGround) => [
    {
      ...{ zone, provider: 'cloudflare', servers: [dns.address] },
      ...{ apiToken, endpoint: cloudflare.endpoint },
    },
  ]

const cname =
  (to: string) =>
  ({ dns }: DoctorGround) =>
    dns.add({ name: challenge, type: 'CNAME', value: to })
const caa =
  (...values: string[]) =>
  ({ dns }: DoctorGround) => {
    for (const value of values) dns.add({ name: 'example.test', type: 'CAA', value })
  }

/** A zone that is asked at the servers of its configuration, and something in it that is wrong. */
const inExample = (what: string, says: string, make: Setup['make'] & object, of = name): Setup => ({
  what,
  name: of,
  says: [says],
  zones: example,
  make,
})

export const healthySetup: Setup = {
  what: 'nothing',
  name: 'www.elsewhere.test',
  says: [],
  zones: byDelegation('elsewhere.test'),
  make: ({ delegated, accountUrl }) =>
    delegated.add({
      ...{ name: 'elsewhere.test', type: 'CAA' },
      value: `0 issue "${CA_NAME}; accounturi=${accountUrl}; validationmethods=dns-01"`,
    }),
}

/** What follows where no server says anything. */
const silent = ['failure cname ERR_DNS_LOOKUP_FAILED', 'warning caa ERR_CAA_LOOKUP']

const OTHER = '0 issue "other.example"'
const account = 'https://ca.example/account/of-somebody-else'

export const brokenSetups: readonly Setup[] = [
  inExample('CNAMEs in a circle', 'failure cname ERR_DNS_CNAME_LOOP', (ground) => {
    const there = '_acme-challenge.www.elsewhere.test'
    cname(there)(ground)
    ground.delegated.add({ name: there, type: 'CNAME', value: challenge })
  }),
  inExample(
    'a CNAME into a zone that does not exist',
    'failure cname ERR_DNS_CNAME_DANGLING',
    cname('x.gone.invalid'),
  ),
  inExample(
    'a CNAME into a zone that is not configured',
    'failure zone ERR_DNS_ZONE_NOT_CONFIGURED',
    cname('x.elsewhere.test'),
  ),
  {
    ...{ what: 'a name in no configured zone', name: 'www.elsewhere.test', zones: both },
    says: ['failure zone ERR_DNS_ZONE_NOT_CONFIGURED'],
  },
  {
    ...{ what: 'a delegation to lame servers only', name: 'www.lame.test' },
    ...{ says: ['failure delegation ERR_DNS_DELEGATION'], zones: byDelegation('lame.test') },
  },
  {
    ...{ what: 'one lame server of two', name: 'www.half.test', zones: byDelegation('half.test') },
    says: ['warning delegation ERR_DNS_DELEGATION'],
  },
  {
    ...{ what: 'servers that say SERVFAIL', name, zones: example },
    says: ['failure delegation ERR_DNS_SERVFAIL', 'failure caa ERR_CAA_LOOKUP'],
    make: ({ dns }) => dns.setFault('example.test', 'servfail'),
  },
  {
    ...{ what: 'servers that say REFUSED', name },
    says: ['failure delegation ERR_DNS_REFUSED', ...silent],
    zones: onServers(({ delegated }) => delegated.address),
  },
  {
    ...{ what: 'servers that cannot be reached', name, zones: onServers(() => '127.0.0.1:9') },
    says: ['failure delegation ERR_DNS_UNREACHABLE', ...silent],
  },
  inExample('CAA for another CA', 'failure caa ERR_CAA_FORBIDS', caa(OTHER)),
  inExample(
    'CAA that forbids wildcards',
    'failure caa ERR_CAA_FORBIDS',
    caa(`0 issue "${CA_NAME}"`, '0 issuewild ";"'),
    `*.${name}`,
  ),
  inExample('CAA that permits nobody', 'failure caa ERR_CAA_FORBIDS', caa('0 issue ";"')),
  inExample(
    'CAA for another account',
    'failure caa ERR_CAA_ACCOUNT',
    caa(`0 issue "${CA_NAME}; accounturi=${account}"`),
  ),
  inExample(
    'CAA without dns-01',
    'failure caa ERR_CAA_METHOD',
    caa(`0 issue "${CA_NAME}; validationmethods=http-01,tls-alpn-01"`),
  ),
  inExample(
    'a critical CAA property that nobody knows',
    'failure caa ERR_CAA_CRITICAL',
    caa(`0 issue "${CA_NAME}"`, '128 future "x"'),
  ),
  {
    ...{ what: 'DNSSEC that is bogus', name: 'www.bogus.test', zones: byDelegation('bogus.test') },
    says: [
      'failure dnssec ERR_DNSSEC_BOGUS',
      'failure cname ERR_DNS_LOOKUP_FAILED',
      'failure caa ERR_CAA_LOOKUP',
    ],
  },
  {
    ...{ what: 'credentials that are wrong', name, zones: cloudflare('wrong') },
    says: ['failure write ERR_DNS_PROVIDER_AUTH'],
  },
  {
    ...{ what: 'credentials that may only read', name, zones: cloudflare('reader') },
    says: ['failure write ERR_DNS_PROVIDER_AUTH'],
  },
  {
    ...{ what: 'a zone that the account does not have', name: 'www.other.test' },
    ...{ zones: cloudflare('right', 'other.test') },
    says: ['failure write ERR_DNS_PROVIDER_ZONE'],
  },
  inExample('TXT values left over', 'warning txt ERR_DNS_TXT_CROWDED', ({ dns }) => {
    for (let n = 0; n < 25; n += 1)
      dns.add({ name: challenge, type: 'TXT', value: `stale-${n}`.padEnd(43, '-') })
  }),
]
