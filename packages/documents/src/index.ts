/**
 * The collections that one service writes and others read. What only its own service reads is declared there.
 */
export { CertificateDocument, certificateOf, certificates } from './certificates.ts'
export { orders } from './orders.ts'
export { renewals } from './renewals.ts'
export { ZoneState, zoneStates } from './zone-states.ts'
