import { CertificateId, DnsName, OrderId, TenantId } from '@certwire/contracts'
import type { Renewal } from './renewal.ts'
import { firstRenewal } from './renewal-course.ts'

const DAY = 24 * 60 * 60_000

/** When certificates of tests are issued. */
export const issuedAt = new Date('2026-11-01T00:00:00.000Z')

export const dayAfter = (days: number): Date => new Date(issuedAt.getTime() + days * DAY)
export const dayText = (days: number): string => dayAfter(days).toISOString()

/** A certificate of so many days, as it is known right after its issuance, here with what a test is about. */
export const renewalOfDays = (days: number, given: Partial<Renewal> = {}): Renewal => {
  const certificateId = CertificateId.parse('crt_1')
  const [notBefore, notAfter] = [dayText(0), dayText(days)]
  const certificate = {
    ...{ certificateId, notBefore, notAfter },
    ...{ serial: '01', subject: 'CN=a.example', issuerName: 'CN=CA' },
  }
  const issued = {
    ...{ tenantId: TenantId.parse('default'), orderId: OrderId.parse('ord_1'), certificate },
    names: [DnsName.parse('a.example')],
  }
  return { ...firstRenewal(issued, issuedAt, () => 0), ...given }
}
