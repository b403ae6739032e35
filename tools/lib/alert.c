#include "alert.h"

#include "alerting.h"

#include <stdlib.h>

static void apply(struct alerting *a)
{
    static void (*const kinds[ALERTKINDS])(struct alerting *, const struct history *) = {
        [ALERT_LEVEL] = alert_level,
        [ALERT_GROWTH] = alert_growth,
        [ALERT_STEP] = alert_step,
        [ALERT_SIGN] = alert_sign,
        [ALERT_FALLS] = alert_run_of,
        [ALERT_RISES] = alert_run_of,
        [ALERT_SEASON] = alert_season,
        [ALERT_DEVIATION] = alert_season,
        [ALERT_SWING] = alert_swing,
        [ALERT_COVER] = alert_cover,
        [ALERT_CONCENTRATION] = alert_concentration,
    };
    if (kinds[a->rule->kind] == NULL) {
        alert_deliveries(a);
        return;
    }
    for (size_t i = 0; i < histories_count(a->h); i++)
        kinds[a->rule->kind](a, histories_at(a->h, i));
}

void alert_run(const struct watch *w, alert_emit *emit, void *data, uint64_t *weighed)
{
    struct alerting a = {.w = w, .h = w->histories, .emit = emit, .data = data};
    a.fields = mem_new(histories_width(w->histories), sizeof *a.fields);
    for (size_t i = 0; i < alertrules_count(w->rules); i++) {
        a.rule = alertrules_at(w->rules, i);
        a.weighed = 0;
        apply(&a);
        weighed[i] = a.weighed;
    }
    free(a.fields);
    buf_free(&a.row);
    buf_free(&a.place);
    buf_free(&a.inputs);
    buf_free(&a.detail);
    buf_free(&a.scratch);
}
