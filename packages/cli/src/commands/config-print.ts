import { printConfig } from '@certwire/config'
import { stringify } from 'yaml'
import { z } from 'zod'
import { command } from '../command.ts'

export const configPrint = command({
  name: 'config print',
  summary: 'Print the configuration as it counts, with every secret masked.',
  input: z.strictObject({}),
  run: async (_, { config, print }) => print.line(printConfig(await config()), stringify),
})
