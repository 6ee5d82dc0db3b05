import { z } from 'zod'

/** A TCP or UDP port; 0 takes a free one. */
export const Port = z.int().min(0).max(65_535)
