# The stages of a night as rules. nightly runs make with this file twice: `files` in STATE/files, one target a delivered
# file, then `data` in the release that is being built. What is there under its name is whole, so it is done: rules wait
# for each other, but no time is compared, and a clock that goes back breaks nothing. NIGHT_* are nightly's.

STAGE = @"$$NIGHT/stage"
-include .results.mk

files: $(RESULTS)

$(RESULTS):
	@"$$NIGHT/file" $@

data: observations.csv conflicts.csv findings.csv progress.csv catalog.csv rejects/rows.csv \
	public/sdmx.csv public/wide.csv .work/package.out

.work/all.csv:
	$(STAGE) gather $@ "$$NIGHT/gather" observations.csv

.work/merged.csv: | .work/all.csv
	$(STAGE) merge $@ zb-merge $${NIGHT_PRECEDENCE:+-p "$$NIGHT_PRECEDENCE"} \
	    --conflicts .work/conflicts-merge.csv --rejects .work/rejects-merge.csv .work/all.csv

observations.csv: | .work/merged.csv
	@set -f; "$$NIGHT/stage" derive $@ zb-derive $$NIGHT_DERIVE \
	    --conflicts .work/conflicts-derive.csv --rejects .work/rejects-derive.csv .work/merged.csv

conflicts.csv: | observations.csv
	$(STAGE) conflicts $@ zb-cat .work/conflicts-merge.csv .work/conflicts-derive.csv

# before zb-merge, which would take one of two figures that contradict each other
findings.csv: | .work/all.csv
	$(STAGE) check $@ zb-check --rejects .work/rejects-check.csv .work/all.csv

progress.csv: | observations.csv
	$(STAGE) track $@ zb-track --rejects .work/rejects-track.csv observations.csv

catalog.csv: | observations.csv
	$(STAGE) aggregate $@ zb-aggregate -b region,indicator,item,measure,unit -a count,first,last \
	    --mix against,status --rejects .work/rejects-aggregate.csv observations.csv

.work/rejects-files.csv:
	$(STAGE) rejects $@ "$$NIGHT/gather" rejects.csv

rejects/rows.csv: | .work/rejects-files.csv findings.csv progress.csv catalog.csv
	@mkdir -p rejects
	$(STAGE) rejected $@ zb-cat .work/rejects-files.csv .work/rejects-merge.csv .work/rejects-derive.csv \
	    .work/rejects-check.csv .work/rejects-track.csv .work/rejects-aggregate.csv

.work/masked.csv: | observations.csv
	$(STAGE) mask $@ "$$NIGHT/mask" observations.csv

public:
	@mkdir $@

public/sdmx.csv: | .work/masked.csv public
	$(STAGE) sdmx $@ zb-export -t sdmx --rejects .work/rejects-sdmx.csv .work/masked.csv

public/wide.csv: | .work/masked.csv public
	$(STAGE) wide $@ zb-export -t wide --excel .work/masked.csv

# two files, each whole or not at all: done where the stage has ended
.work/package.out: | .work/masked.csv public
	$(STAGE) package $@ zb-export -t package -o public/observations.csv --title "$$NIGHT_TITLE" --licence "$$NIGHT_LICENCE" \
	    .work/masked.csv

# what depends on the day, not on the data alone; with TAKEN_OVER the data are there without what they were made of
day: alerts.csv

alerts.csv: | $(if $(TAKEN_OVER),,observations.csv)
	$(STAGE) alert $@ zb-alert -r "$$NIGHT_ALERTS" -c "$$NIGHT_CALENDAR" --date "$$NIGHT_DATE" \
	    --rejects .work/rejects-alert.csv observations.csv

.PHONY: files data day
