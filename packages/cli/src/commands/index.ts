import type { Command } from '../command.ts'
import { accountDeactivate } from './account-deactivate.ts'
import { accountExport } from './account-export.ts'
import { accountImport } from './account-import.ts'
import { accountList } from './account-list.ts'
import { accountRegister } from './account-register.ts'
import { accountRollover } from './account-rollover.ts'
import { accountShow } from './account-show.ts'
import { accountUpdate } from './account-update.ts'
import { budgetList } from './budget-list.ts'
import { certExport } from './cert-export.ts'
import { certList } from './cert-list.ts'
import { certRevoke } from './cert-revoke.ts'
import { configCheck } from './config-check.ts'
import { configPrint } from './config-print.ts'
import { deadList } from './dead-list.ts'
import { deadRequeue } from './dead-requeue.ts'
import { deadShow } from './dead-show.ts'
import { doctorNames } from './doctor-names.ts'
import { eabAdd } from './eab-add.ts'
import { eabList } from './eab-list.ts'
import { eabRemove } from './eab-remove.ts'
import { events } from './events.ts'
import { issuerReconcile } from './issuer-reconcile.ts'
import { issuerShow } from './issuer-show.ts'
import { orderApprove } from './order-approve.ts'
import { orderCancel } from './order-cancel.ts'
import { orderDeny } from './order-deny.ts'
import { orderList } from './order-list.ts'
import { orderRetry } from './order-retry.ts'
import { orderShow } from './order-show.ts'
import { renewalApprove } from './renewal-approve.ts'
import { renewalList } from './renewal-list.ts'
import { renewalNow } from './renewal-now.ts'
import { renewalPlan } from './renewal-plan.ts'
import { renewalShow } from './renewal-show.ts'
import { request } from './request.ts'
import { start } from './start.ts'
import { up } from './up.ts'
import { version } from './version.ts'
import { webhookDeliveries } from './webhook-deliveries.ts'
import { webhookEnable } from './webhook-enable.ts'
import { webhookSources } from './webhook-sources.ts'
import { webhookSubscribers } from './webhook-subscribers.ts'
import { webhookTest } from './webhook-test.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  ...[start, up, request],
  ...[orderList, orderShow, orderApprove, orderDeny, orderCancel, orderRetry],
  ...[events, certList, certExport, certRevoke],
  ...[renewalList, renewalShow, renewalNow, renewalPlan, renewalApprove],
  ...[accountList, accountShow, accountRegister, accountRollover, accountUpdate],
  ...[accountDeactivate, accountImport, accountExport],
  ...[eabList, eabAdd, eabRemove],
  ...[deadList, deadShow, deadRequeue],
  ...[webhookSources, webhookSubscribers, webhookDeliveries, webhookEnable, webhookTest],
  ...[issuerShow, issuerReconcile, budgetList],
  doctorNames,
  ...[configCheck, configPrint, version],
]

/** What the commands of two words have in common. */
export const nouns: Readonly<Record<string, string>> = {
  order: 'Look at orders, approve them, give them up or try them again.',
  cert: 'List certificates, write them into files, revoke them.',
  renewal: 'See when certificates are renewed, and have it done.',
  account: 'Our accounts at the CAs: their keys, contacts and ends.',
  eab: 'External Account Bindings, kept for accounts to come.',
  dead: 'Messages that nobody could handle.',
  webhook: 'Who tells us what happened, and whom we tell.',
  issuer: 'Ask a CA about our account there, where it has an API for that.',
  budget: 'What CAs still allow us, and who waits for it.',
  doctor: 'Find out what keeps a certificate from being issued.',
  config: 'Check and print the configuration.',
}
