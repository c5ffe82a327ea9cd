/**
 * `npm run --silent agencies > agencies.sql`: the agency tree for a database of a deployment, to be run by
 * `wrangler d1 execute gelanggang --remote --file agencies.sql`; also again, when `content/agencies/` has changed.
 */
import { agencyTreeSql } from './seed/agency-tree.ts'

process.stdout.write(`${agencyTreeSql()}\n`)
