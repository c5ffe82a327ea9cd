-- A conflict that was said of a pair counts until the secretariat ends it, once, with who, when and why; the same pair can be said
-- anew after that. SQLite takes no key away from a table, so the rows go through a copy; no table points to them.
CREATE TABLE `conflicts_before` AS SELECT * FROM `conflicts`;
--> statement-breakpoint
DROP TABLE `conflicts`;
--> statement-breakpoint
CREATE TABLE `conflicts` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`source` text NOT NULL,
	`kind` text DEFAULT 'other' NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`end_reason` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "conflicts_end" CHECK(("conflicts"."ended_at" is null) = ("conflicts"."ended_by" is null) and ("conflicts"."ended_at" is null) = (length(trim(coalesce("conflicts"."end_reason", ''))) = 0))
) STRICT;
--> statement-breakpoint
INSERT INTO `conflicts` (`id`, `proposal_id`, `juror_id`, `source`, `kind`, `reason`, `at`, `by_id`)
  SELECT lower(hex(randomblob(16))), `proposal_id`, `juror_id`, `source`, `kind`, `reason`, `at`, `by_id`
  FROM `conflicts_before`;
--> statement-breakpoint
DROP TABLE `conflicts_before`;
--> statement-breakpoint
CREATE UNIQUE INDEX `conflicts_once` ON `conflicts` (`juror_id`,`proposal_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `conflicts_by_pair` ON `conflicts` (`juror_id`,`proposal_id`);--> statement-breakpoint
CREATE TRIGGER `conflicts_end_once` BEFORE UPDATE ON `conflicts`
WHEN OLD.`ended_at` IS NOT NULL OR NEW.`ended_at` IS NULL
  OR (NEW.`id`, NEW.`proposal_id`, NEW.`juror_id`, NEW.`source`, NEW.`kind`, NEW.`reason`, NEW.`at`, NEW.`by_id`)
    IS NOT (OLD.`id`, OLD.`proposal_id`, OLD.`juror_id`, OLD.`source`, OLD.`kind`, OLD.`reason`, OLD.`at`, OLD.`by_id`)
BEGIN
  SELECT RAISE(ABORT, 'conflict_ended');
END;
--> statement-breakpoint
CREATE TRIGGER `conflicts_stay` BEFORE DELETE ON `conflicts` BEGIN SELECT RAISE(ABORT, 'rows_stay'); END;
--> statement-breakpoint

-- The rule of before, without what has ended.
DROP VIEW `conflicted_pairs`;
--> statement-breakpoint
CREATE VIEW `conflicted_pairs` AS
  SELECT held.`user_id` AS `juror_id`, about.`id` AS `proposal_id`, held.`ends_at` AS `ends_at`
  FROM `proposals` about
  JOIN `agencies` other ON other.`id` IN (about.`agency_id`, about.`unit_id`)
  CROSS JOIN `ties` held
  JOIN `agencies` own ON own.`id` = held.`agency_id`
  WHERE own.`id` = other.`id` OR own.`parent_id` = other.`id` OR other.`parent_id` = own.`id`
    OR own.`regional_government_id` = other.`regional_government_id`
    OR own.`enterprise_group_id` = other.`enterprise_group_id`
  UNION ALL
  SELECT `juror_id`, `proposal_id`, NULL FROM `conflicts` WHERE `ended_at` IS NULL;
