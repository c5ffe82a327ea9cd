-- Each tie says what it is, where that comes from, why and since when. One that was said and ended counts until it was ended.
DROP VIEW `ties`;
--> statement-breakpoint
CREATE VIEW `ties` AS
  SELECT `id`, `user_id`, `agency_id`, 'post' AS `kind`, 'registry' AS `source`, `post` AS `reason`,
    `begins_at` AS `at`, `ends_at` FROM `affiliations`
  UNION ALL
  SELECT `id`, `user_id`, `agency_id`, 'role', 'registry', `role`, `begins_at`, `ends_at`
  FROM `roles` WHERE `agency_id` IS NOT NULL
  UNION ALL
  SELECT said.`id`, said.`user_id`, said.`agency_id`, said.`kind`, said.`source`, said.`reason`, said.`at`,
    CASE WHEN gone.`at` IS NULL THEN said.`ends_at` ELSE min(gone.`at`, coalesce(said.`ends_at`, gone.`at`)) END
  FROM `juror_ties` said LEFT JOIN `juror_tie_ends` gone ON gone.`tie_id` = said.`id`;
