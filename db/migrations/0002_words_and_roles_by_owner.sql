CREATE INDEX `proposal_words_by_proposal` ON `proposal_words` (`proposal_id`,`word`);--> statement-breakpoint
CREATE INDEX `roles_by_agency` ON `roles` (`agency_id`,`role`);