import { z } from 'zod'
import { command } from '../command.ts'
import { toYaml } from '../to-yaml.ts'

export const configPrint = command({
  name: 'config print',
  summary: 'Print the configuration as it counts, with every secret masked.',
  examples: ['certwire config print', 'certwire config print -o json'],
  input: z.strictObject({}),
  run: async (_, { config, print }) => {
    const { printConfig } = await import('@certwire/config')
    print.text(printConfig(await config()), toYaml)
  },
})
