/** Finalization sends the CSR, waits while the CA issues, and downloads the chain. */
export { finalization } from './service.ts'
