import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { ariCertId } from './ari-cert-id.ts'
import { toPem } from './pem.ts'
import { makeCertificate } from './test-certificates.ts'

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

/** RFC 9773, appendix A. */
const VECTOR = `-----BEGIN CERTIFICATE-----
MIIBQzCB66ADAgECAgUAh2VDITAKBggqhkjOPQQDAjAVMRMwEQYDVQQDEwpFeGFt
cGxlIENBMCIYDzAwMDEwMTAxMDAwMDAwWhgPMDAwMTAxMDEwMDAwMDBaMBYxFDAS
BgNVBAMTC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeBZu
7cbpAYNXZLbbh8rNIzuOoqOOtmxA1v7cRm//AwyMwWxyHz4zfwmBhcSrf47NUAFf
qzLQ2PPQxdTXREYEnKMjMCEwHwYDVR0jBBgwFoAUaYhba4dGQEHhs3uEe6CuLN4B
yNQwCgYIKoZIzj0EAwIDRwAwRAIge09+S5TZAlw5tgtiVvuERV6cT4mfutXIlwTb
+FYN/8oCIClDsqBklhB9KAelFiYt9+6FDj3z4KGVelYM5MdsO3pK
-----END CERTIFICATE-----
`

test('the certificate of RFC 9773 has the id that the RFC gives it', () => {
  expect(ariCertId(VECTOR)).toBe('aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE')
})

test('only the first certificate of a chain counts', () => {
  const issuer = makeCertificate({ subject: 'CA', key, ca: true })

  expect(ariCertId(VECTOR + issuer)).toBe('aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE')
})

test('one that does not say who signed it has none', () => {
  expect(ariCertId(makeCertificate({ subject: 'a.example', key }))).toBeUndefined()
})

test.each([
  ['no PEM', 'certificate'],
  ['another block', toPem('CERTIFICATE REQUEST', Buffer.of(0x30, 0))],
  ['no DER', toPem('CERTIFICATE', Buffer.of(0x30, 9, 1))],
  ['an empty sequence', toPem('CERTIFICATE', Buffer.of(0x30, 0))],
])('%s has none', (_, text) => {
  expect(ariCertId(text)).toBeUndefined()
})
