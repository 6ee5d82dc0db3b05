/** Validation answers the challenges and polls until the CA has decided the authorizations. */
export { validation } from './service.ts'
