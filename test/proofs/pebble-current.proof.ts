import { currentPebble } from '../support/current-pebble.ts'
import { startOneProcess } from '../support/one-process.ts'
import { pebbleTour, profiles } from '../support/pebble-tour.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

export const pebbleCurrent = proof({
  name: 'pebble-current',
  claim:
    'The current Pebble, with EAB demanded, profiles and renewal information, refusing a fifth of all nonces, gives a whole Certwire what it asks for: account, profile, ARI window, an order that replaces (and one too many), key rollover, deactivation. Whether certbot and lego accept the sandbox CA shows the proof "clients".',
  run: async ({ say }) => {
    const found = await currentPebble(say)
    if (!found) return { ok: false, figures: { n: 0, pebble: 'none: it takes Go to build it' } }
    const { binary: pebble, version } = found
    say(`using Pebble ${version} (${pebble})`)
    const pebbleEnv = { PEBBLE_WFE_NONCEREJECT: '20', PEBBLE_VA_NOSLEEP: '1' }
    const on = await startOneProcess({ pebble, pebbleEnv, pebbleProfiles: profiles })
    try {
      const steps = await pebbleTour(on)
      const failed = steps.filter(({ ok }) => !ok).length
      return {
        ok: failed === 0 && steps.length > 0,
        figures: { n: steps.length, failed, pebble: version },
        table: table(steps.map(({ ok, ...step }) => ({ ...step, ok: ok ? 'yes' : 'no' }))),
      }
    } finally {
      await on.close()
    }
  },
})
