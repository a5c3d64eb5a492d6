/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "comms-cascade.h"
#include "comms-text-check.h"

G_BEGIN_DECLS

/**
 * CommsPlanRow:
 *
 * One part in the plan of a day: when, what, and why not. What would become a draft can be left
 * out, reworded and edited here, before there is a draft.
 *
 * Signals "changed" when a person has left it out, taken it in, or edited it; "another" when they
 * ask for another wording.
 */
#define COMMS_TYPE_PLAN_ROW (comms_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (CommsPlanRow, comms_plan_row, COMMS, PLAN_ROW, GtkWidget)

/**
 * CommsPlanStyle:
 * @zone: of the desk
 * @zones: of the audiences, whose times are shown beside
 * @rule: how its account counts
 * @limit: what its account may post, 0 for the usual
 * @language: of the text
 *
 * What the rows of one plan have in common.
 */
typedef struct
{
  const char *zone;
  const char *const *zones;
  CommsTextRule rule;
  int limit;
  const char *language;
} CommsPlanStyle;

/* @row is copied in what matters; @post is the one that stands for it already, or NULL. */
GtkWidget * comms_plan_row_new         (const CommsCascadeRow *row,
                                        CommsPost             *post,
                                        const CommsPlanStyle  *style);
CommsPart   comms_plan_row_get_part    (CommsPlanRow          *self,
                                        int                   *index);
/* The wall time that it has in the plan, or NULL. */
const char * comms_plan_row_get_wall   (CommsPlanRow          *self);
/* Whether it is to become a draft. */
gboolean    comms_plan_row_is_chosen   (CommsPlanRow          *self);
void        comms_plan_row_set_chosen  (CommsPlanRow          *self,
                                        gboolean               chosen);
/* Whether its text may be posted as it is. */
gboolean    comms_plan_row_is_valid    (CommsPlanRow          *self);
/* (transfer full) */
char      * comms_plan_row_dup_text    (CommsPlanRow          *self);
/* Whether a person has changed the text of the plan. */
gboolean    comms_plan_row_is_edited   (CommsPlanRow          *self);
void        comms_plan_row_set_text    (CommsPlanRow          *self,
                                        const char            *text);
/* "2 of 5" beside the count: which wording this is; NULL for nothing. */
void        comms_plan_row_set_wording (CommsPlanRow          *self,
                                        const char            *note);

G_END_DECLS
