CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `accounts_by_user` ON `accounts` (`user_id`);--> statement-breakpoint
CREATE TABLE `affiliations` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`post` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ends_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `affiliations_by_user` ON `affiliations` (`user_id`);--> statement-breakpoint
CREATE TABLE `agencies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`cluster_id` text NOT NULL,
	`parent_id` text,
	`regional_government_id` text,
	`province` text,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	FOREIGN KEY (`cluster_id`) REFERENCES `clusters`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`regional_government_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `agencies_by_parent` ON `agencies` (`parent_id`);--> statement-breakpoint
CREATE INDEX `agencies_by_name` ON `agencies` (`name`);--> statement-breakpoint
CREATE TABLE `assignment_plans` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`seed` integer NOT NULL,
	`readers_per_proposal` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`position` integer NOT NULL,
	`assigned_at` integer NOT NULL,
	`ended_at` integer,
	`end_reason` text,
	FOREIGN KEY (`plan_id`) REFERENCES `assignment_plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `assignments_by_juror` ON `assignments` (`juror_id`,`edition_id`,`stage_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `assignments_once` ON `assignments` (`edition_id`,`stage_id`,`proposal_id`,`juror_id`);--> statement-breakpoint
CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`file_name` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`object_key` text NOT NULL,
	`uploaded_at` integer NOT NULL,
	`uploaded_by` text NOT NULL,
	`removed_at` integer,
	`removed_by` text,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`uploaded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attachments_not_empty" CHECK("attachments"."size_bytes" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `attachments_by_proposal` ON `attachments` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`edition_id` text,
	`subject_id` text NOT NULL,
	`detail` text NOT NULL,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_events_by_edition` ON `audit_events` (`edition_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_by_subject` ON `audit_events` (`subject_id`,`id`);--> statement-breakpoint
CREATE TABLE `clusters` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `conflicts` (
	`proposal_id` text NOT NULL,
	`juror_id` text NOT NULL,
	`source` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`juror_id`, `proposal_id`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`juror_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `decisions` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`decree_number` text NOT NULL,
	`decree_date` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`edition_id`, `stage_id`),
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_decree" CHECK(length(trim("decisions"."decree_number")) > 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `edition_versions` (
	`edition_id` text NOT NULL,
	`version` integer NOT NULL,
	`rules` text NOT NULL,
	`reason` text NOT NULL,
	`frozen_at` integer NOT NULL,
	`frozen_by` text NOT NULL,
	PRIMARY KEY(`edition_id`, `version`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`frozen_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `editions` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`is_simulation` integer NOT NULL,
	`draft_rules` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `editions_slug_unique` ON `editions` (`slug`);--> statement-breakpoint
CREATE TABLE `handovers` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`kind` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `handovers_by_proposal` ON `handovers` (`proposal_id`,`at`);--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`to_user_id` text NOT NULL,
	`to_address` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	FOREIGN KEY (`to_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `mails_by_user` ON `mails` (`to_user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `mails_unsent` ON `mails` (`created_at`) WHERE sent_at is null;--> statement-breakpoint
CREATE TABLE `places` (
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`award_id` text NOT NULL,
	`rank` integer NOT NULL,
	`sum_hundredths` integer NOT NULL,
	`sheet_count` integer NOT NULL,
	`plenary_reason` text,
	PRIMARY KEY(`edition_id`, `stage_id`, `proposal_id`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `decisions`(`edition_id`,`stage_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `plenary_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`direction` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `plenary_moves_by_stage` ON `plenary_moves` (`edition_id`,`stage_id`,`at`);--> statement-breakpoint
CREATE TABLE `proposal_counts` (
	`edition_id` text NOT NULL,
	`state` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `state`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`state`) REFERENCES `proposal_states`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `proposal_sections` (
	`proposal_id` text NOT NULL,
	`section_id` text NOT NULL,
	`text` text NOT NULL,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	PRIMARY KEY(`proposal_id`, `section_id`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`saved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `proposal_states` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `proposal_transitions` (
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	PRIMARY KEY(`from_state`, `to_state`),
	FOREIGN KEY (`from_state`) REFERENCES `proposal_states`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_state`) REFERENCES `proposal_states`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `proposal_words` (
	`edition_id` text NOT NULL,
	`word` text NOT NULL,
	`proposal_id` text NOT NULL,
	PRIMARY KEY(`edition_id`, `word`, `proposal_id`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`group_id` text NOT NULL,
	`title` text NOT NULL,
	`started_on` text,
	`version` integer DEFAULT 1 NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`state_since` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`state`) REFERENCES `proposal_states`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `proposals_by_state` ON `proposals` (`edition_id`,`state`,`state_since`,`id`);--> statement-breakpoint
CREATE INDEX `proposals_by_edition` ON `proposals` (`edition_id`,`state_since`,`id`);--> statement-breakpoint
CREATE INDEX `proposals_by_agency` ON `proposals` (`agency_id`,`edition_id`,`state_since`,`id`);--> statement-breakpoint
CREATE INDEX `proposals_by_unit` ON `proposals` (`unit_id`,`edition_id`,`state_since`,`id`);--> statement-breakpoint
CREATE TABLE `publications` (
	`hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text,
	`object_key` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `publications_newest` ON `publications` (`published_at`);--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`count` integer NOT NULL,
	`last_request` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `rate_limits_key_unique` ON `rate_limits` (`key`);--> statement-breakpoint
CREATE TABLE `role_names` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `roles` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`agency_id` text,
	`edition_id` text,
	`begins_at` integer NOT NULL,
	`ends_at` integer,
	`granted_by` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`role`) REFERENCES `role_names`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `roles_by_user` ON `roles` (`user_id`);--> statement-breakpoint
CREATE INDEX `roles_by_role` ON `roles` (`role`,`edition_id`);--> statement-breakpoint
CREATE TABLE `score_sheet_drafts` (
	`assignment_id` text PRIMARY KEY NOT NULL,
	`points` text NOT NULL,
	`comments` text NOT NULL,
	`comment` text NOT NULL,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `score_sheets` (
	`assignment_id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`stage_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`total_hundredths` integer NOT NULL,
	`comment` text NOT NULL,
	`handed_in_at` integer NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`,`stage_id`) REFERENCES `stages`(`edition_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "score_sheets_total" CHECK("score_sheets"."total_hundredths" between 0 and 10000)
) STRICT;
--> statement-breakpoint
CREATE INDEX `score_sheets_by_stage` ON `score_sheets` (`edition_id`,`stage_id`,`proposal_id`,`total_hundredths`);--> statement-breakpoint
CREATE TABLE `scores` (
	`assignment_id` text NOT NULL,
	`criterion_id` text NOT NULL,
	`points` integer NOT NULL,
	`comment` text NOT NULL,
	PRIMARY KEY(`assignment_id`, `criterion_id`),
	FOREIGN KEY (`assignment_id`) REFERENCES `score_sheets`(`assignment_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "scores_points" CHECK("scores"."points" between 0 and 100)
) STRICT;
--> statement-breakpoint
CREATE TABLE `screening_findings` (
	`submission_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`reason_code` text NOT NULL,
	PRIMARY KEY(`submission_id`, `sequence`, `reason_code`),
	FOREIGN KEY (`reason_code`) REFERENCES `screening_reasons`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`,`sequence`) REFERENCES `screenings`(`submission_id`,`sequence`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `screening_reasons` (
	`code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `screenings` (
	`submission_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`outcome` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`submission_id`, `sequence`),
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `stage_kinds` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `stages` (
	`edition_id` text NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `id`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`kind`) REFERENCES `stage_kinds`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "stages_window" CHECK("stages"."opens_at" < "stages"."closes_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `stages_one_per_position` ON `stages` (`edition_id`,`position`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`revision` integer NOT NULL,
	`edition_id` text NOT NULL,
	`agency_id` text NOT NULL,
	`group_id` text NOT NULL,
	`slot` integer NOT NULL,
	`reference_number` text NOT NULL,
	`content` text NOT NULL,
	`sha256` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`submitted_by` text NOT NULL,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agency_id`) REFERENCES `agencies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_one_per_slot` ON `submissions` (`edition_id`,`agency_id`,`group_id`,`slot`) WHERE revision = 1;--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_one_reference` ON `submissions` (`reference_number`) WHERE revision = 1;--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_one_per_revision` ON `submissions` (`proposal_id`,`revision`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `verifications_by_identifier` ON `verifications` (`identifier`);