ALTER TABLE `mail_events` ADD `address` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `mail_events_by_address` ON `mail_events` (`address`,`at`);--> statement-breakpoint
CREATE INDEX `mail_events_by_kind` ON `mail_events` (`kind`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `agency_proposal_counts_by_state` ON `agency_proposal_counts` (`edition_id`,`state`,`count`,`agency_id`) WHERE count > 0;--> statement-breakpoint
CREATE INDEX `mails_by_time` ON `mails` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `mails_failed` ON `mails` (`created_at`,`id`) WHERE sent_at is null and last_error is not null;--> statement-breakpoint
CREATE INDEX `proposals_by_agency_state` ON `proposals` (`agency_id`,`edition_id`,`state`,`state_since`,`id`);