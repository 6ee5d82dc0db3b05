import { DnsName } from '@certwire/contracts'
import { z } from 'zod'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import { spelt } from '../input.ts'

const NameInput = spelt(DnsName, 'is no DNS name')

export const doctorNames = command({
  name: 'doctor names',
  summary: 'Look for everything that would keep these names from their certificates.',
  arguments: [['<names...>', 'DNS names; a wildcard in quotes']],
  options: [['--issuer <name>', 'who would issue; the default issuer otherwise']],
  examples: [
    "certwire doctor names www.example.com '*.example.com'",
    'certwire doctor names www.example.com --issuer letsencrypt -o json',
  ],
  input: z.strictObject({ names: z.array(NameInput).min(1), issuer: z.string().optional() }),
  run: async ({ names, issuer }, context) => {
    // Loaded here, so that whoever asks for something else does not wait for it.
    const { examine } = await import('../examine.ts')
    const rows = await examine(names, issuer, context)
    context.print.rows(rows, [
      ['name', ({ name }) => name],
      ['check', ({ check }) => check],
      ['level', ({ level }) => level],
      ['code', (row) => ('code' in row ? row.code : '')],
      ['saw', ({ saw }) => saw],
      ['what to do', (row) => ('remedy' in row ? row.remedy : '')],
    ])
    const failures = rows.filter(({ level }) => level === 'failure').length
    if (failures === 0) return
    const what = failures === 1 ? 'One thing keeps' : `${failures} things keep`
    throw new CliError('ERR_DOCTOR_FAILURES', `${what} a certificate from being issued.`)
  },
})
