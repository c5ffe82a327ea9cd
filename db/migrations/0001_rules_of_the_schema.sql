-- Closed sets. Names are the Indonesian words on screen.
INSERT INTO `clusters` (`id`, `name`) VALUES
  ('kementerian', 'Kementerian'), ('lembaga', 'Lembaga'), ('provinsi', 'Provinsi'),
  ('kabupaten', 'Kabupaten'), ('kota', 'Kota'), ('bumn_bumd', 'BUMN dan BUMD');
--> statement-breakpoint
INSERT INTO `role_names` (`id`, `name`) VALUES
  ('author', 'Penulis usulan'), ('agency_admin', 'Admin instansi'), ('secretariat', 'Sekretariat'),
  ('evaluator', 'Evaluator'), ('panelist', 'Panelis'), ('auditor', 'Pengawas'), ('operator', 'Operator');
--> statement-breakpoint
INSERT INTO `stage_kinds` (`id`, `name`) VALUES
  ('registration', 'Pendaftaran'), ('screening', 'Seleksi administrasi'), ('scoring', 'Penilaian proposal'),
  ('plenary', 'Sidang pleno'), ('objection', 'Masa sanggah'), ('interview', 'Presentasi dan wawancara'),
  ('field_visit', 'Verifikasi lapangan'), ('announcement', 'Pengumuman');
--> statement-breakpoint
INSERT INTO `screening_reasons` (`code`, `name`) VALUES
  ('too_young', 'Umur inovasi kurang dari syarat'), ('incomplete', 'Isian belum lengkap'),
  ('meaningless', 'Jawaban tidak bermakna'), ('same_title', 'Judul sama dengan usulan lain'),
  ('missing_letter', 'Surat yang diwajibkan tidak ada'), ('prior_award', 'Pernah menerima penghargaan yang membatasi');
--> statement-breakpoint
INSERT INTO `proposal_states` (`id`, `name`) VALUES
  ('draft', 'Draf'), ('with_agency', 'Di admin instansi'), ('returned', 'Dikembalikan ke unit'),
  ('submitted', 'Diajukan'), ('eligible', 'Layak'), ('needs_repair', 'Perlu perbaikan'), ('ineligible', 'Tidak layak');
--> statement-breakpoint
INSERT INTO `proposal_transitions` (`from_state`, `to_state`) VALUES
  ('draft', 'with_agency'), ('returned', 'with_agency'), ('with_agency', 'returned'), ('with_agency', 'draft'),
  ('with_agency', 'submitted'), ('needs_repair', 'submitted'),
  ('submitted', 'eligible'), ('submitted', 'needs_repair'), ('submitted', 'ineligible'),
  ('eligible', 'needs_repair'), ('eligible', 'ineligible'), ('needs_repair', 'eligible'),
  ('needs_repair', 'ineligible'), ('ineligible', 'eligible'), ('ineligible', 'needs_repair');
--> statement-breakpoint

-- The state of a proposal follows its facts, and only along a known transition.
CREATE TRIGGER `proposals_transition` BEFORE UPDATE OF `state` ON `proposals`
WHEN NOT EXISTS (SELECT 1 FROM `proposal_transitions` WHERE `from_state` = OLD.`state` AND `to_state` = NEW.`state`)
BEGIN
  SELECT RAISE(ABORT, 'move_not_possible');
END;
--> statement-breakpoint
CREATE TRIGGER `handovers_move_proposal` AFTER INSERT ON `handovers`
BEGIN
  UPDATE `proposals`
  SET `state` = CASE NEW.`kind` WHEN 'passed' THEN 'with_agency' WHEN 'returned' THEN 'returned' ELSE 'draft' END,
      `state_since` = NEW.`at`
  WHERE `id` = NEW.`proposal_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `submissions_move_proposal` AFTER INSERT ON `submissions`
BEGIN
  UPDATE `proposals` SET `state` = 'submitted', `state_since` = NEW.`submitted_at` WHERE `id` = NEW.`proposal_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `screenings_move_proposal` AFTER INSERT ON `screenings`
BEGIN
  UPDATE `proposals` SET `state` = NEW.`outcome`, `state_since` = NEW.`at`
  WHERE `id` = (SELECT `proposal_id` FROM `submissions` WHERE `id` = NEW.`submission_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `proposals_count_insert` AFTER INSERT ON `proposals`
BEGIN
  INSERT INTO `proposal_counts` (`edition_id`, `state`, `count`) VALUES (NEW.`edition_id`, NEW.`state`, 1)
  ON CONFLICT (`edition_id`, `state`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `proposals_count_move` AFTER UPDATE OF `state` ON `proposals`
BEGIN
  UPDATE `proposal_counts` SET `count` = `count` - 1 WHERE `edition_id` = OLD.`edition_id` AND `state` = OLD.`state`;
  INSERT INTO `proposal_counts` (`edition_id`, `state`, `count`) VALUES (NEW.`edition_id`, NEW.`state`, 1)
  ON CONFLICT (`edition_id`, `state`) DO UPDATE SET `count` = `count` + 1;
END;
--> statement-breakpoint

-- Rules are frozen once the edition has opened.
CREATE TRIGGER `editions_frozen` BEFORE UPDATE OF `draft_rules`, `slug` ON `editions`
WHEN EXISTS (SELECT 1 FROM `edition_versions` WHERE `edition_id` = OLD.`id`)
BEGIN
  SELECT RAISE(ABORT, 'edition_frozen');
END;
--> statement-breakpoint

-- A juror in conflict is never assigned: own agency, its parent, its child, the same regional government, or declared.
CREATE TRIGGER `assignments_conflict` BEFORE INSERT ON `assignments`
WHEN EXISTS (
  SELECT 1 FROM `proposals` p
  JOIN `agencies` pa ON pa.`id` IN (p.`agency_id`, p.`unit_id`)
  JOIN `affiliations` f ON f.`user_id` = NEW.`juror_id`
  JOIN `agencies` fa ON fa.`id` = f.`agency_id`
  WHERE p.`id` = NEW.`proposal_id`
    AND (f.`ends_at` IS NULL OR f.`ends_at` > NEW.`assigned_at`)
    AND (fa.`id` = pa.`id` OR fa.`parent_id` = pa.`id` OR pa.`parent_id` = fa.`id`
      OR fa.`regional_government_id` = pa.`regional_government_id`)
) OR EXISTS (
  SELECT 1 FROM `conflicts` WHERE `juror_id` = NEW.`juror_id` AND `proposal_id` = NEW.`proposal_id`
)
BEGIN
  SELECT RAISE(ABORT, 'conflict_of_interest');
END;
--> statement-breakpoint
CREATE TRIGGER `assignments_eligible` BEFORE INSERT ON `assignments`
WHEN (SELECT `state` FROM `proposals` WHERE `id` = NEW.`proposal_id`) <> 'eligible'
BEGIN
  SELECT RAISE(ABORT, 'proposal_not_eligible');
END;
--> statement-breakpoint
CREATE TRIGGER `score_sheets_live_assignment` BEFORE INSERT ON `score_sheets`
WHEN (SELECT `ended_at` FROM `assignments` WHERE `id` = NEW.`assignment_id`) IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'assignment_ended');
END;
--> statement-breakpoint

-- What has been handed in, submitted, decided or published is never altered.
CREATE TRIGGER `handovers_kept` BEFORE UPDATE ON `handovers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `submissions_kept` BEFORE UPDATE ON `submissions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `screenings_kept` BEFORE UPDATE ON `screenings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `score_sheets_kept` BEFORE UPDATE ON `score_sheets` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `scores_kept` BEFORE UPDATE ON `scores` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_kept` BEFORE UPDATE ON `decisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `places_kept` BEFORE UPDATE ON `places` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `publications_kept` BEFORE UPDATE ON `publications` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_events_kept` BEFORE UPDATE ON `audit_events` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `submissions_stay` BEFORE DELETE ON `submissions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `score_sheets_stay` BEFORE DELETE ON `score_sheets` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `scores_stay` BEFORE DELETE ON `scores` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_stay` BEFORE DELETE ON `decisions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `publications_stay` BEFORE DELETE ON `publications` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_events_stay` BEFORE DELETE ON `audit_events` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
