/**
 * Webhook is what faces the Internet: it takes what CAs' platforms post as hints to ask the CA, and tells subscribers what
 * became of certificates.
 */
export { webhook } from './service.ts'
