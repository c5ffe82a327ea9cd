-- What the first rules left open: these facts too are never altered, and none is taken away.
CREATE TRIGGER `conflicts_kept` BEFORE UPDATE ON `conflicts` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `edition_versions_kept` BEFORE UPDATE ON `edition_versions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `plenary_moves_kept` BEFORE UPDATE ON `plenary_moves` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `screening_findings_kept` BEFORE UPDATE ON `screening_findings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `conflicts_stay` BEFORE DELETE ON `conflicts` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `edition_versions_stay` BEFORE DELETE ON `edition_versions` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `handovers_stay` BEFORE DELETE ON `handovers` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `places_stay` BEFORE DELETE ON `places` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `plenary_moves_stay` BEFORE DELETE ON `plenary_moves` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `screening_findings_stay` BEFORE DELETE ON `screening_findings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
--> statement-breakpoint
CREATE TRIGGER `screenings_stay` BEFORE DELETE ON `screenings` BEGIN SELECT RAISE(ABORT, 'insert_only'); END;
