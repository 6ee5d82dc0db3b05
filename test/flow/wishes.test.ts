import { X509Certificate } from 'node:crypto'
import { letsencryptProfiles } from '@certwire/sandbox'
import { expect } from 'vitest'
import type { Stage } from '../support/stage.ts'
import { staged } from '../support/staged.ts'

const names = ['a.example.test']
const alternate = 'Certwire Sandbox Alternate Root'

const test = staged({
  ca: { profiles: letsencryptProfiles, honoursDates: true },
  // The other chain ends in the other root.
  adapt: (config) => {
    const { trustedRoots: _, ...sandbox } = { ...config.issuers.sandbox }
    return { ...config, issuers: { sandbox: sandbox as (typeof config.issuers)[string] } }
  },
})

/** The certificates of an order's chain, once it is issued. */
async function issued(on: Stage, wishes: object) {
  const { certificate } = await on.reached(await on.ask({ names, wishes }), 'issued')
  if (!certificate) throw new Error('an issued order has its certificate')
  const { fullchain } = await on.exported(certificate.certificateId)
  const blocks = fullchain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []
  return { facts: certificate, top: new X509Certificate(blocks.at(-1) ?? '') }
}

test.concurrent('the chain that is preferred is taken', async ({ on }) => {
  expect((await issued(on, { preferredChain: alternate })).top.issuer).toBe(`CN=${alternate}`)
})

test.concurrent('where the CA has no such chain, its own choice is', async ({ on }) => {
  const { top } = await issued(on, { preferredChain: 'Nobody' })

  expect(top.issuer).toBe('CN=Certwire Sandbox Root')
})

test.concurrent('a profile and dates are those of the certificate', async ({ on }) => {
  const notAfter = new Date(on.clock().getTime() + 3 * 86_400_000).toISOString()
  const profile = { name: 'shortlived' }

  const { facts } = await issued(on, { profile, notAfter })

  expect(facts.notAfter.slice(0, 19)).toBe(notAfter.slice(0, 19))
})

test.concurrent('a profile that is preferred is done without, and one that is required is not', async ({
  on,
}) => {
  const profile = { name: 'longlived' }

  await issued(on, { profile: { ...profile, required: false } })
  const refused = await on.reached(await on.ask({ names, wishes: { profile } }), 'failed')

  expect(refused).toMatchObject({
    ...{ wishes: { profile: { ...profile, required: true } } },
    problem: { code: expect.stringContaining('PROFILE') },
  })
})
