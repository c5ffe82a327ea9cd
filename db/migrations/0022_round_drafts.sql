-- What a juror writes in a round of consolidation is a draft like any other, with the answer that is meant beside it.
ALTER TABLE `score_sheet_drafts` ADD `round_answer` text;--> statement-breakpoint
ALTER TABLE `score_sheet_revisions` ADD `round_answer` text;--> statement-breakpoint
DROP TRIGGER `score_sheet_drafts_keep`;
--> statement-breakpoint
CREATE TRIGGER `score_sheet_drafts_keep` AFTER UPDATE ON `score_sheet_drafts`
WHEN OLD.`version` <> NEW.`version` AND (
  EXISTS (SELECT 1 FROM json_each(OLD.`points`) was
    WHERE was.`value` IS NOT json_extract(NEW.`points`, '$."' || was.`key` || '"'))
  OR (length(NEW.`comments`) + length(NEW.`comment`) + length(NEW.`notes`) + length(coalesce(NEW.`round_answer`, ''))) * 2
    < length(OLD.`comments`) + length(OLD.`comment`) + length(OLD.`notes`) + length(coalesce(OLD.`round_answer`, ''))
  OR NEW.`saved_at` - coalesce((
    SELECT max(`saved_at`) FROM `score_sheet_revisions` WHERE `assignment_id` = OLD.`assignment_id`), 0) >= 300000
)
BEGIN
  INSERT OR IGNORE INTO `score_sheet_revisions`
    (`assignment_id`, `version`, `points`, `comments`, `comment`, `notes`, `pins`, `saved_at`, `round_answer`)
  VALUES (OLD.`assignment_id`, OLD.`version`, OLD.`points`, OLD.`comments`, OLD.`comment`, OLD.`notes`, OLD.`pins`,
    OLD.`saved_at`, OLD.`round_answer`);
END;
