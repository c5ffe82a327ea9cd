CREATE TABLE `account_request_decisions` (
	`request_id` text PRIMARY KEY NOT NULL,
	`outcome` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `account_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `account_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`agency_id` text NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`post` text NOT NULL,
	`letter_name` text NOT NULL,
	`letter_key` text NOT NULL,
	`letter_size_bytes` integer NOT NULL,
	`letter_sha256` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_requests_reference_unique` ON `account_requests` (`reference`);
--> statement-breakpoint
CREATE INDEX `account_requests_by_time` ON `account_requests` (`at`);
--> statement-breakpoint
CREATE TABLE `agency_places` (
	`edition_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`group_id` text NOT NULL,
	`slot` integer NOT NULL,
	`proposal_id` text NOT NULL,
	`taken_at` integer NOT NULL,
	`released_at` integer,
	PRIMARY KEY(`proposal_id`, `taken_at`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `agency_places_one_holder` ON `agency_places` (`edition_id`,`agency_id`,`group_id`,`slot`) WHERE released_at is null;
--> statement-breakpoint
CREATE UNIQUE INDEX `agency_places_one_place` ON `agency_places` (`proposal_id`) WHERE released_at is null;
--> statement-breakpoint
CREATE TABLE `agency_proposal_counts` (
	`edition_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`state` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `agency_id`, `state`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`state`) REFERENCES `proposal_states`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `attachment_texts` (
	`attachment_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`text` text DEFAULT '' NOT NULL,
	`pages` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`attachment_id`) REFERENCES `attachments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `correction_answers` (
	`correction_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`outcome` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`correction_id`, `sequence`),
	FOREIGN KEY (`correction_id`) REFERENCES `corrections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`slug` text NOT NULL,
	`language` text NOT NULL,
	`statement` text NOT NULL,
	`proposed` text NOT NULL,
	`source_url` text,
	`email` text,
	`sender_hash` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `corrections_reference_unique` ON `corrections` (`reference`);
--> statement-breakpoint
CREATE INDEX `corrections_by_time` ON `corrections` (`at`);
--> statement-breakpoint
CREATE INDEX `corrections_by_sender` ON `corrections` (`sender_hash`,`at`);
--> statement-breakpoint
CREATE TABLE `daily_proposal_moves` (
	`edition_id` text NOT NULL,
	`day` text NOT NULL,
	`state` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `day`, `state`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`state`) REFERENCES `proposal_states`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `graces` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`closes_at` integer NOT NULL,
	`failed_from` integer NOT NULL,
	`failed_until` integer,
	`ends_at` integer NOT NULL,
	`evidence` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `graces_once` ON `graces` (`edition_id`,`stage_id`,`closes_at`);
--> statement-breakpoint
CREATE TABLE `handover_notes` (
	`handover_id` text NOT NULL,
	`section_id` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`handover_id`, `section_id`),
	FOREIGN KEY (`handover_id`) REFERENCES `handovers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `invitation_answers` (
	`invitation_id` text PRIMARY KEY NOT NULL,
	`outcome` text NOT NULL,
	`role_id` text,
	`at` integer NOT NULL,
	`by_id` text,
	FOREIGN KEY (`invitation_id`) REFERENCES `invitations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`agency_id` text,
	`edition_id` text,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`role`) REFERENCES `role_names`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `invitations_by_agency` ON `invitations` (`agency_id`,`at`);
--> statement-breakpoint
CREATE INDEX `invitations_by_email` ON `invitations` (`email`);
--> statement-breakpoint
CREATE TABLE `late_submissions` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`grace_id` text NOT NULL,
	`intended_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`grace_id`) REFERENCES `graces`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `prior_awards` (
	`id` text PRIMARY KEY NOT NULL,
	`registry_id` text NOT NULL,
	`name` text NOT NULL,
	`agency_name` text NOT NULL,
	`agency_id` text,
	`year` integer NOT NULL,
	`level` text NOT NULL,
	`is_top` integer NOT NULL,
	`source` text NOT NULL,
	`edition_id` text,
	`proposal_id` text,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `prior_awards_by_registry` ON `prior_awards` (`registry_id`,`year`);
--> statement-breakpoint
CREATE INDEX `prior_awards_by_agency` ON `prior_awards` (`agency_id`,`year`);
--> statement-breakpoint
CREATE INDEX `prior_awards_by_name` ON `prior_awards` (`name`);
--> statement-breakpoint
CREATE TABLE `reminders` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`hours_before` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`letters` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`, `hours_before`, `closes_at`),
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `section_revisions` (
	`proposal_id` text NOT NULL,
	`section_id` text NOT NULL,
	`version` integer NOT NULL,
	`text` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	PRIMARY KEY(`proposal_id`, `section_id`, `version`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`saved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `similarity_bands` (
	`band` integer NOT NULL,
	`hash` text NOT NULL,
	`subject_id` text NOT NULL,
	PRIMARY KEY(`band`, `hash`, `subject_id`),
	FOREIGN KEY (`subject_id`) REFERENCES `similarity_sketches`(`subject_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `similarity_bands_by_subject` ON `similarity_bands` (`subject_id`);
--> statement-breakpoint
CREATE TABLE `similarity_sketches` (
	`subject_id` text PRIMARY KEY NOT NULL,
	`proposal_id` text,
	`edition_id` text,
	`title` text NOT NULL,
	`agency_name` text NOT NULL,
	`text` text NOT NULL,
	`signature` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `similarity_sketches_by_proposal` ON `similarity_sketches` (`proposal_id`);
--> statement-breakpoint
CREATE TABLE `submission_withdrawals` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `two_factors` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`verified` integer DEFAULT true NOT NULL,
	`failed_verification_count` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `two_factors_by_user` ON `two_factors` (`user_id`);
--> statement-breakpoint
CREATE TABLE `upload_chunks` (
	`upload_id` text NOT NULL,
	`number` integer NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`object_key` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`upload_id`, `number`),
	FOREIGN KEY (`upload_id`) REFERENCES `uploads`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`file_name` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`chunk_bytes` integer NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`ended_at` integer,
	`attachment_id` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`started_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`attachment_id`) REFERENCES `attachments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "uploads_not_empty" CHECK("uploads"."size_bytes" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `uploads_by_proposal` ON `uploads` (`proposal_id`,`started_at`);
--> statement-breakpoint
CREATE TABLE `writing_presence` (
	`proposal_id` text NOT NULL,
	`user_id` text NOT NULL,
	`section_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`proposal_id`, `user_id`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
DROP INDEX `submissions_one_per_slot`;
--> statement-breakpoint
CREATE TABLE `__new_mails` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`to_user_id` text,
	`to_address` text NOT NULL,
	`once_key` text,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	FOREIGN KEY (`to_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_mails` (`id`, `kind`, `to_user_id`, `to_address`, `subject`, `body`, `created_at`, `sent_at`, `attempts`, `last_error`)
  SELECT `id`, `kind`, `to_user_id`, `to_address`, `subject`, `body`, `created_at`, `sent_at`, `attempts`, `last_error` FROM `mails`;
--> statement-breakpoint
DROP TABLE `mails`;
--> statement-breakpoint
ALTER TABLE `__new_mails` RENAME TO `mails`;
--> statement-breakpoint
CREATE UNIQUE INDEX `mails_once_key_unique` ON `mails` (`once_key`);
--> statement-breakpoint
CREATE INDEX `mails_by_user` ON `mails` (`to_user_id`,`created_at`);
--> statement-breakpoint
CREATE INDEX `mails_unsent` ON `mails` (`created_at`) WHERE sent_at is null;
--> statement-breakpoint
CREATE TABLE `mail_events` (
	`id` text PRIMARY KEY NOT NULL,
	`mail_id` text NOT NULL,
	`kind` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`mail_id`) REFERENCES `mails`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `mail_events_by_mail` ON `mail_events` (`mail_id`,`at`);
--> statement-breakpoint
ALTER TABLE `agencies` ADD `region_code` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `registry_id` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `replication_of` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `theme_ids` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `goals` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `answers` text DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE `roles` ADD `ended_by` text REFERENCES users(id);
--> statement-breakpoint
ALTER TABLE `roles` ADD `end_reason` text;
--> statement-breakpoint
ALTER TABLE `users` ADD `two_factor_enabled` integer DEFAULT false NOT NULL;