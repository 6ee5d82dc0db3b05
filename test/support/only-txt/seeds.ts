export const ZONE = 'example.com'
/** Of the same account and server. */
export const OTHER_ZONE = 'example.net'
export const zones = [ZONE, OTHER_ZONE]

export interface Seed {
  readonly name: string
  readonly type: 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'TXT'
  /** A TXT without quotes. */
  readonly value: string
}

/** Where the CNAME of a challenge name leads: beside the challenge names, below them, and into the other zone. */
export const targets: Readonly<Record<string, string>> = {
  [`_acme-challenge.c0.${ZONE}`]: `target.${ZONE}`,
  [`_acme-challenge.c1.${ZONE}`]: `deep.in.targets.${ZONE}`,
  [`_acme-challenge.c2.${ZONE}`]: `target.${OTHER_ZONE}`,
}

/** What somebody else has in the zones, some of it where we write. */
export const seeds: readonly Seed[] = [
  { name: ZONE, type: 'A', value: '192.0.2.1' },
  { name: ZONE, type: 'TXT', value: 'v=spf1 -all' },
  { name: ZONE, type: 'CAA', value: '0 issue "ca.example"' },
  { name: ZONE, type: 'MX', value: '10 mail.example.com.' },
  { name: `www.${ZONE}`, type: 'A', value: '192.0.2.2' },
  { name: `www.${ZONE}`, type: 'AAAA', value: '2001:db8::2' },
  { name: `www.${ZONE}`, type: 'TXT', value: 'of somebody else' },
  { name: `sub.${ZONE}`, type: 'NS', value: 'ns.example.org.' },
  { name: `_dmarc.${ZONE}`, type: 'TXT', value: 'v=DMARC1; p=reject' },
  { name: `_acme-challenge.${ZONE}`, type: 'TXT', value: 'of-somebody-else' },
  { name: `_acme-challenge.h1.${ZONE}`, type: 'TXT', value: 'of-somebody-else' },
  { name: `_acme-challengex.${ZONE}`, type: 'TXT', value: 'of-somebody-else' },
  { name: `target.${ZONE}`, type: 'TXT', value: 'of somebody else' },
  { name: `target.${ZONE}`, type: 'A', value: '192.0.2.3' },
  { name: OTHER_ZONE, type: 'A', value: '192.0.2.4' },
  { name: OTHER_ZONE, type: 'TXT', value: 'v=spf1 -all' },
  { name: `_acme-challenge.${OTHER_ZONE}`, type: 'TXT', value: 'of-somebody-else' },
  ...Object.entries(targets).map(
    ([name, target]): Seed => ({ name, type: 'CNAME', value: `${target}.` }),
  ),
]
