import { env } from 'node:process'
import { findKnot } from '@certwire/testkit'
import { hostile } from '../support/only-txt/hostile.ts'
import { type Outcome, trialsAt } from '../support/only-txt/trials.ts'
import { vendors } from '../support/only-txt/vendors.ts'
import { seeded } from '../support/random.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

const RECORDS = 2000

type Row = Omit<Outcome, 'violations'> & { readonly provider: string; readonly violations: number }

export const dnsOnlyTxt = proof({
  name: 'dns-only-txt',
  claim: `Every provider is asked for ${RECORDS} hostile records, straight and as the solver asks, with ordinary ones among them: by the vendors' journals nothing but TXT records at _acme-challenge names, or where the CNAME of one leads, is ever written, and every record of others is still there.`,
  run: async ({ seed, say }) => {
    if (!(await findKnot())) return { ok: false, figures: { providers: 0 } }
    // Found as AWS's own tools find them; the emulator takes any.
    Object.assign(env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' })
    const rows: Row[] = []
    for (const provider of Object.keys(vendors) as (keyof typeof vendors)[]) {
      const outcome = await triedAt(provider, seed)
      for (const one of outcome.violations.slice(0, 10)) say(`${provider}: ${one}`)
      rows.push({ provider, ...outcome, violations: outcome.violations.length })
    }
    const violations = rows.reduce((sum, row) => sum + row.violations, 0)
    return {
      ok: violations === 0 && rows.every(isWhole),
      figures: {
        ...{ providers: rows.length, kinds: Object.keys(hostile).length, violations },
        recordsTried: rows.reduce((sum, row) => sum + row.tried, 0),
      },
      table: table(rows.map(shown)),
    }
  },
})

const shown = ({ foreignAfter, foreignTtls, violations, ...row }: Row) => ({
  ...row,
  ...{ 'foreign after': foreignAfter, 'with another TTL': foreignTtls, violations },
})

async function triedAt(provider: keyof typeof vendors, seed: number): Promise<Outcome> {
  const vendor = await vendors[provider]()
  try {
    return await trialsAt(vendor, RECORDS, seeded(seed))
  } finally {
    await vendor.close()
  }
}

/** Who refuses everything proves nothing. */
const isWhole = ({ ordinary, added, foreign, foreignAfter }: Row) =>
  added === ordinary && foreignAfter === foreign
