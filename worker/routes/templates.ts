import { Hono } from 'hono'
import { allow } from '../access.ts'
import type { AppEnv } from '../env.ts'
import { templates as all } from '../templates.ts'

export const templates = new Hono<AppEnv>().get('/', allow('secretariat'), (c) =>
  c.json({ templates: all.map(({ id, name, about }) => ({ id, name, about })) }),
)
