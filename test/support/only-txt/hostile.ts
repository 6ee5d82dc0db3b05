import type { TxtValue } from '@certwire/dns'
import { OTHER_ZONE, targets, ZONE } from './seeds.ts'

/** A record that somebody wants to have in a zone, by right or not. */
export interface Wanted {
  readonly zone: string
  readonly record: TxtValue
}

type Random = () => number

/** One of what there is at least one of. */
export function pick<T>(things: readonly T[], random: Random): T {
  const picked = things[Math.floor(random() * things.length)]
  if (picked === undefined) throw new TypeError('there is nothing to pick from')
  return picked
}

const DIGEST_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const digest = (random: Random): string =>
  Array.from({ length: 43 }, () => DIGEST_CHARS[Math.floor(random() * 64)]).join('')

const host = (random: Random) => `h${Math.floor(random() * 50)}.${ZONE}`
const challenge = (random: Random) => `_acme-challenge.${host(random)}`

/** What a solver writes: at challenge names in any spelling, and where their CNAMEs end. */
export function ordinary(random: Random): Wanted {
  const value = digest(random)
  const via = pick(aliases, random)
  const name = pick(
    [challenge(random), `_acme-challenge.${ZONE}`, `${challenge(random)}.`.toUpperCase(), via],
    random,
  )
  const target = targets[name]
  if (target === undefined) return { zone: ZONE, record: { name, value } }
  const zone = target.endsWith(OTHER_ZONE) ? OTHER_ZONE : ZONE
  return { zone, record: { name: target, value, via } }
}

const aliases = Object.keys(targets)

const named = (name: string, random: Random): Wanted => ({
  ...{ zone: ZONE, record: { name, value: digest(random) } },
})
const ofNames = (make: (host: string) => readonly string[]) => (random: Random) =>
  named(pick(make(host(random)), random), random)

const strange = [
  ...['\n', '\0', '\t', ' ', ';', '"', "'", '\\', '/', '?', '#', '%2e', '@', '(', '$', '<', '|'],
  ...['\u200b', '\u202e', '\u3002', '\u212a', '\u0430', '\u00df', '\u0130', '\ud800', '🔑', '..'],
]

const anywhere = (text: string, what: string, random: Random, cut = 0): string => {
  const at = Math.floor(random() * (text.length + 1))
  return text.slice(0, at) + what + text.slice(at + cut)
}

const noise = (random: Random) =>
  String.fromCharCode(
    ...Array.from({ length: Math.floor(random() * 80) }, () => Math.floor(random() * 0x300)),
  )

/** Kinds of records that must not be written as they stand; a few differ from an ordinary one in spelling only. */
export const hostile: Readonly<Record<string, (random: Random) => Wanted>> = {
  'no challenge name': ofNames((at) => [
    ...[at, ZONE, `www.${ZONE}`, `_dmarc.${ZONE}`, `*.${ZONE}`, `ns1.${ZONE}`, '', '.', '@'],
    ...[`x._acme-challenge.${at}`, `acme-challenge.${at}`, '_acme-challenge', `target.${ZONE}`],
  ]),
  'look-alike': ofNames((at) => [
    ...[`_acme-challengex.${at}`, `_acme-challenge-.${at}`, `__acme-challenge.${at}`],
    ...[`_acme_challenge.${at}`, ` _acme-challenge.${at}`, `_acme-challenge .${at}`],
    ...[`_\u0430cme-challenge.${at}`, `_acme\u2010challenge.${at}`, `_acme-challenge\u3002${at}`],
    ...[`_acme-challenge\\.${at}`, `_acme-challenge\\046${at}`, `_acme-challenge%2e${at}`],
  ]),
  'another zone': ofNames(() => [
    ...['_acme-challenge.example.org', '_acme-challenge.notexample.com'],
    ...[`_acme-challenge.${ZONE}.evil.test`, `_acme-challenge.${OTHER_ZONE}`],
    ...['_acme-challenge.com', `_acme-challenge.${ZONE}x`, '_acme-challenge.'],
  ]),
  'zone not ours': (random) => ({
    ...named(`_acme-challenge.${host(random)}`, random),
    zone: pick(['com', '', '.', 'example.org', `${ZONE}..`, `x.${ZONE}`, OTHER_ZONE], random),
  }),
  wildcard: ofNames((at) => [
    ...[`_acme-challenge.*.${at}`, `*._acme-challenge.${at}`, '*', `_acme-challenge*.${at}`],
  ]),
  dots: ofNames((at) => [
    ...[`_acme-challenge..${at}`, `._acme-challenge.${at}`, `_acme-challenge.${at}..`],
    ...[`_acme-challenge.${'a.'.repeat(150)}${at}`, `_acme-challenge.${'a'.repeat(64)}.${at}`],
  ]),
  'strange character': (random) =>
    named(anywhere(challenge(random), pick(strange, random), random), random),
  'one letter off': (random) =>
    named(anywhere(challenge(random), pick(['', 'x', '-', '.'], random), random, 1), random),
  'forged via': (random) => ({
    zone: ZONE,
    record: {
      name: pick([`www.${ZONE}`, ZONE, `target.${ZONE}`, `_dmarc.${ZONE}`], random),
      value: digest(random),
      via: pick(
        [
          ...['', '_acme-challenge', '_acme-challenge.', `www.${ZONE}`, ZONE],
          ...[`_acme-challengex.${ZONE}`, `_acme-challenge.*.${ZONE}`, `_acme-challenge..${ZONE}`],
          ...[`x\n_acme-challenge.${ZONE}`, '_acme-challenge.b\u00fccher.example', ' '],
        ],
        random,
      ),
    },
  }),
  'another type': (random) => {
    const more = { type: 'A', Type: 'MX', ttl: 1, content: '192.0.2.66', action: 'UPSERT' }
    const name = pick([challenge(random), `www.${ZONE}`, ZONE, `sub.${ZONE}`], random)
    return { zone: ZONE, record: { name, value: digest(random), ...more } }
  },
  'no digest': (random) => ({
    zone: ZONE,
    record: { name: challenge(random), value: pick(values(digest(random)), random) },
  }),
  'no account': (random) => ({
    ...{ zone: ZONE },
    record: {
      name: pick(
        [
          ...[`_validation-persist.${host(random)}`, `x._validation-persist.${host(random)}`],
          ...[
            `_validation-persist.*.${ZONE}`,
            '_validation-persist',
            `_validation-persistx.${ZONE}`,
          ],
        ],
        random,
      ),
      value: pick(
        [
          ...[digest(random), 'ca.example', 'v=spf1 -all', `${STANDING}"`, `${STANDING}\\`],
          ...[`${STANDING}; policy=all`, `${STANDING} `, `${STANDING}\n`, `"${STANDING}"`],
          ...[STANDING.replace('https', 'http'), STANDING.toUpperCase(), `; ${STANDING}`],
        ],
        random,
      ),
    },
  }),
  noise: (random) => ({
    zone: ZONE,
    record: {
      name: pick([noise(random), `_acme-challenge.${noise(random)}.${ZONE}`], random),
      value: noise(random),
    },
  }),
}

const STANDING = 'ca.example; accounturi=https://ca.example/acct/1'

const values = (fine: string): string[] => [
  ...['', '192.0.2.66', '10 mail.evil.test.', 'v=spf1 -all', '0 issue "evil.test"'],
  ...[
    `"${fine}"`,
    `${fine}"`,
    `${fine}" "more`,
    `${fine}\\`,
    `${fine}\\010`,
    `${fine}=`,
    `${fine} `,
  ],
  ...[`${fine}\n`, `${fine}\n_x 60 IN A 192.0.2.66`, `\0${fine}`, `${fine}\u00fc`, fine.repeat(6)],
  ...[`${fine}</Value></ResourceRecord>`, `${fine}","type":"A`, `${fine}'; DROP`, `${fine}\u2028`],
]
