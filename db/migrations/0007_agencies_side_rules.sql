-- An agency may take a submission back while registration is open.
INSERT INTO `proposal_transitions` (`from_state`, `to_state`) VALUES ('submitted', 'with_agency');
--> statement-breakpoint
INSERT INTO `screening_reasons` (`code`, `name`) VALUES
  ('too_similar', 'Isi terlalu mirip dengan usulan lain'), ('over_cap', 'Melebihi jatah usulan instansi');
--> statement-breakpoint

-- Who holds which place of the cap: those who submitted so far, then whoever submits.
INSERT INTO `agency_places` (`edition_id`, `agency_id`, `group_id`, `slot`, `proposal_id`, `taken_at`)
  SELECT `edition_id`, `agency_id`, `group_id`, `slot`, `proposal_id`, `submitted_at` FROM `submissions` WHERE `revision` = 1;
--> statement-breakpoint
CREATE TRIGGER `submissions_take_place` AFTER INSERT ON `submissions`
WHEN NOT EXISTS (SELECT 1 FROM `agency_places` WHERE `proposal_id` = NEW.`proposal_id` AND `released_at` IS NULL)
BEGIN
  INSERT INTO `agency_places` (`edition_id`, `agency_id`, `group_id`, `slot`, `proposal_id`, `taken_at`)
  VALUES (NEW.`edition_id`, NEW.`agency_id`, NEW.`group_id`, NEW.`slot`, NEW.`proposal_id`, NEW.`submitted_at`);
END;
--> statement-breakpoint
CREATE TRIGGER `withdrawals_move_proposal` AFTER INSERT ON `submission_withdrawals`
BEGIN
  UPDATE `proposals` SET `state` = 'with_agency', `state_since` = NEW.`at`
  WHERE `id` = (SELECT `proposal_id` FROM `submissions` WHERE `id` = NEW.`submission_id`);
  UPDATE `agency_places` SET `released_at` = NEW.`at`
  WHERE `released_at` IS NULL
    AND `proposal_id` = (SELECT `proposal_id` FROM `submissions` WHERE `id` = NEW.`submission_id`);
END;
--> statement-breakpoint
-- Only a submission that stands can be taken back.
CREATE TRIGGER `withdrawals_standing` BEFORE INSERT ON `submission_withdrawals`
WHEN (SELECT p.`state` FROM `submissions` s JOIN `proposals` p ON p.`id` = s.`proposal_id` WHERE s.`id` = NEW.`submission_id`) <> 'submitted'
BEGIN
  SELECT RAISE(ABORT, 'move_not_possible');
END;
--> statement-breakpoint

-- How many proposals each agency has in each state, and how many came into each state on each day of Jakarta.
INSERT INTO `agency_proposal_counts` (`edition_id`, `agency_id`, `state`, `count`)
  SELECT `edition_id`, `agency_id`, `state`, count(*) FROM `proposals` GROUP BY `edition_id`, `agency_id`, `state`;
--> statement-breakpoint
INSERT INTO `daily_proposal_moves` (`edition_id`, `day`, `state`, `count`)
  SELECT `edition_id`, date(`state_since` / 1000 + 25200, 'unixepoch'), `state`, count(*) FROM `proposals` GROUP BY 1, 2, 3;
--> statement-breakpoint
CREATE TRIGGER `proposals_count_agency_insert` AFTER INSERT ON `proposals`
BEGIN
  INSERT INTO `agency_proposal_counts` (`edition_id`, `agency_id`, `state`, `count`)
  VALUES (NEW.`edition_id`, NEW.`agency_id`, NEW.`state`, 1)
  ON CONFLICT (`edition_id`, `agency_id`, `state`) DO UPDATE SET `count` = `count` + 1;
  INSERT INTO `daily_proposal_moves` (`edition_id`, `day`, `state`, `count`)
  VALUES (NEW.`edition_id`, date(NEW.`state_since` / 1000 + 25200, 'unixepoch'), NEW.`state`, 1)
  ON CONFLICT (`edition_id`, `day`, `state`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `proposals_count_agency_move` AFTER UPDATE OF `state` ON `proposals`
BEGIN
  UPDATE `agency_proposal_counts` SET `count` = `count` - 1
  WHERE `edition_id` = OLD.`edition_id` AND `agency_id` = OLD.`agency_id` AND `state` = OLD.`state`;
  INSERT INTO `agency_proposal_counts` (`edition_id`, `agency_id`, `state`, `count`)
  VALUES (NEW.`edition_id`, NEW.`agency_id`, NEW.`state`, 1)
  ON CONFLICT (`edition_id`, `agency_id`, `state`) DO UPDATE SET `count` = `count` + 1;
  INSERT INTO `daily_proposal_moves` (`edition_id`, `day`, `state`, `count`)
  VALUES (NEW.`edition_id`, date(NEW.`state_since` / 1000 + 25200, 'unixepoch'), NEW.`state`, 1)
  ON CONFLICT (`edition_id`, `day`, `state`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint

-- The text that is saved over is kept when another person saves, after five minutes of one, or when more than half of it goes.
CREATE TRIGGER `proposal_sections_keep` AFTER UPDATE OF `text` ON `proposal_sections`
WHEN OLD.`text` <> '' AND OLD.`text` <> NEW.`text` AND (
  OLD.`saved_by` <> NEW.`saved_by`
  OR length(NEW.`text`) * 2 < length(OLD.`text`)
  OR NEW.`saved_at` - coalesce((
    SELECT max(`saved_at`) FROM `section_revisions`
    WHERE `proposal_id` = OLD.`proposal_id` AND `section_id` = OLD.`section_id`), 0) >= 300000
)
BEGIN
  INSERT OR IGNORE INTO `section_revisions` (`proposal_id`, `section_id`, `version`, `text`, `saved_at`, `saved_by`)
  VALUES (OLD.`proposal_id`, OLD.`section_id`, OLD.`version`, OLD.`text`, OLD.`saved_at`, OLD.`saved_by`);
END;
--> statement-breakpoint

-- Facts with who and when: never altered, none taken away.
CREATE TRIGGER `account_request_decisions_kept` BEFORE UPDATE ON `account_request_decisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `account_request_decisions_stay` BEFORE DELETE ON `account_request_decisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `account_requests_kept` BEFORE UPDATE ON `account_requests` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `account_requests_stay` BEFORE DELETE ON `account_requests` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `attachment_texts_kept` BEFORE UPDATE ON `attachment_texts` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `attachment_texts_stay` BEFORE DELETE ON `attachment_texts` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `correction_answers_kept` BEFORE UPDATE ON `correction_answers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `correction_answers_stay` BEFORE DELETE ON `correction_answers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `corrections_kept` BEFORE UPDATE ON `corrections` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `corrections_stay` BEFORE DELETE ON `corrections` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `handover_notes_kept` BEFORE UPDATE ON `handover_notes` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `handover_notes_stay` BEFORE DELETE ON `handover_notes` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `invitation_answers_kept` BEFORE UPDATE ON `invitation_answers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `invitation_answers_stay` BEFORE DELETE ON `invitation_answers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `invitations_kept` BEFORE UPDATE ON `invitations` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `invitations_stay` BEFORE DELETE ON `invitations` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `late_submissions_kept` BEFORE UPDATE ON `late_submissions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `late_submissions_stay` BEFORE DELETE ON `late_submissions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `mail_events_kept` BEFORE UPDATE ON `mail_events` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `mail_events_stay` BEFORE DELETE ON `mail_events` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `prior_awards_kept` BEFORE UPDATE ON `prior_awards` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `prior_awards_stay` BEFORE DELETE ON `prior_awards` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `reminders_kept` BEFORE UPDATE ON `reminders` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `reminders_stay` BEFORE DELETE ON `reminders` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `section_revisions_kept` BEFORE UPDATE ON `section_revisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `section_revisions_stay` BEFORE DELETE ON `section_revisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `submission_withdrawals_kept` BEFORE UPDATE ON `submission_withdrawals` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `submission_withdrawals_stay` BEFORE DELETE ON `submission_withdrawals` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `upload_chunks_kept` BEFORE UPDATE ON `upload_chunks` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `upload_chunks_stay` BEFORE DELETE ON `upload_chunks` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
