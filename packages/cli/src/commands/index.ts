import type { Command } from '../command.ts'
import { certExport } from './cert-export.ts'
import { certList } from './cert-list.ts'
import { configCheck } from './config-check.ts'
import { configPrint } from './config-print.ts'
import { deadList } from './dead-list.ts'
import { deadRequeue } from './dead-requeue.ts'
import { deadShow } from './dead-show.ts'
import { doctorNames } from './doctor-names.ts'
import { events } from './events.ts'
import { orderCancel } from './order-cancel.ts'
import { orderList } from './order-list.ts'
import { orderRetry } from './order-retry.ts'
import { orderShow } from './order-show.ts'
import { request } from './request.ts'
import { start } from './start.ts'
import { up } from './up.ts'
import { version } from './version.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  ...[start, up, request],
  ...[orderList, orderShow, orderCancel, orderRetry],
  ...[events, certList, certExport],
  ...[deadList, deadShow, deadRequeue],
  doctorNames,
  ...[configCheck, configPrint, version],
]

/** What the commands of two words have in common. */
export const nouns: Readonly<Record<string, string>> = {
  order: 'Look at orders, and give them up or try them again.',
  cert: 'List certificates and write them into files.',
  dead: 'Messages that nobody could handle.',
  doctor: 'Find out what keeps a certificate from being issued.',
  config: 'Check and print the configuration.',
}
