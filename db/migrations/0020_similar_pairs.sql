-- What texts have in common is kept when they are sketched, so that a list can tell it. The clock compares those of before.
CREATE TABLE `similar_pairs` (
	`subject_id` text NOT NULL,
	`other_id` text NOT NULL,
	`percent` integer NOT NULL,
	PRIMARY KEY(`subject_id`, `other_id`),
	FOREIGN KEY (`subject_id`) REFERENCES `similarity_sketches`(`subject_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_id`) REFERENCES `similarity_sketches`(`subject_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `similar_pairs_by_percent` ON `similar_pairs` (`subject_id`,`percent`);--> statement-breakpoint
CREATE INDEX `similar_pairs_by_other` ON `similar_pairs` (`other_id`);--> statement-breakpoint
ALTER TABLE `similarity_sketches` ADD `compared_at` integer;--> statement-breakpoint
CREATE INDEX `similarity_sketches_uncompared` ON `similarity_sketches` (`at`) WHERE compared_at is null and proposal_id is not null;