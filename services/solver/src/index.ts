/** The solver presents and cleans up dns-01 records, and waits until every server of their zones has them. */
export { solver } from './service.ts'
