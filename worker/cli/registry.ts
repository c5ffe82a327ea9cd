/**
 * `npm run --silent registry > registry.sql`: the archive's awards and texts for a database of a deployment, to be run by
 * `wrangler d1 execute gelanggang --remote --file registry.sql`; also again, when `content/innovations/` has changed.
 */
import { registrySql } from './seed/registry.ts'

process.stdout.write(`${registrySql(Date.now())}\n`)
