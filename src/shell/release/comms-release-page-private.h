/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-check-list.h"
#include "comms-coverage-strip.h"
#include "comms-fold-bin.h"
#include "comms-language-drop.h"
#include "comms-link-hours.h"
#include "comms-part-row.h"
#include "comms-plan-view.h"
#include "comms-release-data.h"
#include "comms-release-page.h"
#include "comms-saver.h"
#include "comms-split-view.h"
#include "comms-stage-line.h"
#include "comms-when-button.h"
#include "comms-twin-bar.h"

G_BEGIN_DECLS

/* The page itself, for its own files: comms-release-page.c loads and shows, comms-release-parts.c
 * is the text, comms-release-side.c the column beside it, comms-release-actions.c does things. */
struct _CommsReleasePage
{
  CommsPage parent_instance;

  GtkMenuButton *details_button;
  AdwWindowTitle *title_label;
  GtkEntry *title_entry;
  GtkEntry *number_entry;
  GtkDropDown *kind_drop;
  GtkDropDown *owner_drop;
  GtkMenuButton *menu_button;
  GtkStack *stack;
  GtkListBox *kind_list;
  CommsStageLine *stage_line;
  GtkScrolledWindow *left_scroller;
  GtkBox *left;
  CommsFoldBin *facts_fold;
  GtkBox *facts_first;
  GtkBox *facts_second;
  CommsLanguageDrop *language_drop;
  GtkEntry *link_entry;
  CommsLinkHours *link_hours;
  GtkEntry *hashtags_entry;
  CommsWhenButton *embargo_button;
  CommsWhenButton *publish_button;
  GtkBox *parts_box;
  GtkBox *action_bar;
  CommsSavedLabel *saved_label;
  GtkButton *export_button;
  GtkButton *cascade_button;
  CommsPlanView *plan_view;
  CommsSplitView *split_view;
  GtkScrolledWindow *side_scroller;
  GtkBox *side;
  GtkLabel *coverage_label;
  CommsCoverageStrip *coverage_strip;
  GtkLabel *checks_label;
  CommsCheckList *check_list;
  CommsTwinBar *twin_bar;
  GtkBox *versions_box;
  GtkListBox *version_list;

  GPtrArray *rows;        /* of CommsPartRow, in order; the quotes between lede and body */
  GtkWidget *add_quote;

  CommsRelease *release;  /* as it is on screen */
  CommsReleaseData *data; /* as it was read last; NULL while loading */
  CommsSaver *saver;
  CommsRelease *before_links; /* as it was before the links by the hour were changed, or NULL */
  GCancellable *loading;
  char *import_title;     /* of the text in the split view, or NULL */
  char *import_language;
  gboolean unsaved;       /* to be saved as soon as what is around it is known */
  gboolean filling;       /* the widgets are being set, not used */
};

/* A new one of that kind, owned by who acts, in the language of the account. (transfer full) */
CommsRelease * comms_release_page_new_release (CommsReleasePage *self,
                                       CommsReleaseKind  kind);
/* Shows @release, which it takes. @unsaved: there is something in it to be saved. */
void comms_release_page_begin         (CommsReleasePage *self,
                                       CommsRelease     *release,
                                       gboolean          unsaved);
/* The release on screen has changed: checks it anew and saves it soon. */
void comms_release_page_touch         (CommsReleasePage *self);
/* Puts the release's fields into the widgets. */
void comms_release_page_fill          (CommsReleasePage *self);
void comms_release_page_reload        (CommsReleasePage *self);
/* Shows nothing more, after saving what is there. */
void comms_release_page_forget        (CommsReleasePage *self);

void comms_release_parts_init         (CommsReleasePage *self);
void comms_release_parts_fill         (CommsReleasePage *self);
/* The row of a part; COMMS_PART_NONE is the body, COMMS_PART_QUOTE the last quote. */
CommsPartRow * comms_release_parts_find (CommsReleasePage *self,
                                         CommsPart         part);
void comms_release_parts_add_quote    (CommsReleasePage *self);

/* A text from elsewhere (comms-release-import.c): shows it in the split view. */
void comms_release_import_init        (CommsReleasePage *self);
void comms_release_import_class_init  (GtkWidgetClass   *widget_class);
void comms_release_import_file        (CommsReleasePage *self,
                                       GFile            *file);
void comms_release_import_text        (CommsReleasePage *self,
                                       const char       *text);
/* Takes over what the split view says, into a new release where there is none. */
void comms_release_import_use         (CommsReleasePage *self);
/* FALSE where the split view is not shown. */
gboolean comms_release_import_cancel  (CommsReleasePage *self);

void comms_release_side_fill          (CommsReleasePage *self);
void comms_release_side_update_checks (CommsReleasePage *self);
void comms_release_side_fix           (CommsReleasePage *self,
                                       CommsCheckKind    kind,
                                       CommsFix          fix);

void comms_release_actions_init       (GtkWidgetClass   *widget_class);
void comms_release_actions_update     (CommsReleasePage *self);
void comms_release_actions_set_stage  (CommsReleasePage *self,
                                       CommsReleaseStage stage);
void comms_release_actions_revert     (CommsReleasePage *self,
                                       gint64            number);
/* Leaves what stands over the editor, such as the plan; FALSE where nothing does. */
gboolean comms_release_actions_close_view (CommsReleasePage *self);

G_END_DECLS
