import { CertificateId, IssuerName, OrderId, TenantId } from '@certwire/contracts'
import { z } from 'zod'

/** A value of the API, with words for whoever mistyped it. */
export const spelt = <S extends z.ZodType>(schema: S, message: string) =>
  z.custom<z.infer<S>>((value) => schema.safeParse(value).success, message)

export const OrderIdInput = spelt(OrderId, 'is no order id: they are like ord_4f2a…')
export const CertificateIdInput = spelt(
  CertificateId,
  'is no certificate id: they are like crt_9c1b…',
)
export const IssuerInput = spelt(IssuerName, 'is no issuer: lower-case letters, digits and hyphens')
export const TenantInput = spelt(TenantId, 'is no tenant: letters, digits, "_" and "-"')
export const ReasonInput = z.string().max(500, 'must be at most 500 characters').optional()
export const ByInput = z.string().max(200, 'must be at most 200 characters').optional()
export const LimitInput = z.coerce
  .number()
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(100_000, 'must be at most 100000')
  .default(50)
