import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canary, found } from '../security/canary.ts'
import { leakyRuns } from '../security/leaky-runs.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

export const secrets = proof({
  name: 'secrets',
  claim:
    'No log, message, database file, answer or error holds a planted secret (EABs configured and added, account keys before and after a roll-over, leaf keys, KEK, API token, secrets of webhooks, what HVCA is asked with), raw, in base64, hex or PEM; and each would have been found.',
  run: async ({ say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'certwire-canaries-'))
    try {
      const { secrets, places } = await leakyRuns(folder)
      const canaries = secrets.map(([name, secret]) => canary(name, secret))
      const hits = places.flatMap(({ place, content }) =>
        found(content, canaries).map((name) => ({ place, secret: name })),
      )
      if (hits.length > 0) say(table(hits))
      const caught = canaries.filter((one) =>
        one.needles.every((needle) => found(around(needle), [one]).includes(one.name)),
      )
      const mib = places.reduce((sum, { content }) => sum + content.length, 0) / 1_048_576
      const figures = {
        ...{ canaries: canaries.length, places: places.length, MiB: mib.toFixed(1) },
        ...{ hits: hits.length, control: `${caught.length}/${canaries.length}` },
      }
      return { ok: hits.length === 0 && caught.length === canaries.length, figures }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})

/** Where a leak would be: in the middle of something else. */
const around = (needle: Buffer) => Buffer.concat([randomBytes(1000), needle, randomBytes(1000)])
