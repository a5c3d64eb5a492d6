/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-check-list.h"
#include "comms-compose-data.h"
#include "comms-compose-pane.h"
#include "comms-completion.h"
#include "comms-history.h"
#include "comms-language-drop.h"
#include "comms-part-chips.h"
#include "comms-picture-tray.h"
#include "comms-post-status.h"
#include "comms-post-text.h"
#include "comms-saver.h"
#include "comms-settings-box.h"
#include "comms-spelling.h"
#include "comms-when-button.h"
#include "comms-twin-bar.h"

G_BEGIN_DECLS

/* The pane itself, for its own files: comms-compose-pane.c shows and reads the post,
 * comms-compose-actions.c does things with it. The band with the accounts, the counter with the
 * facts and the checks, the pictures and the undo have files of their own. */
struct _CommsComposePane
{
  CommsPage parent_instance;

  GtkMenuButton *menu_button;
  GtkButton *close_button;
  GtkMenuButton *account_button;
  GtkLabel *account_badge;
  GtkLabel *handle_label;
  GtkLabel *account_label;
  GtkPopover *account_popover;
  GtkListBox *account_list;
  GtkBox *also_part;
  GtkBox *also_box;
  GtkLabel *also_reason;
  GtkScrolledWindow *scroller;
  CommsPostStatus *status;
  CommsLanguageDrop *language_drop;
  CommsWhenButton *when_button;
  GtkBox *times_box;
  GtkLabel *zones_label;
  GtkBox *embargo_box;
  GtkLabel *embargo_label;
  CommsPartChips *part_chips;
  GtkBox *thread_box;
  GtkFlowBox *thread_chips;
  CommsTwinBar *twin_bar;
  GtkBox *wording_box;
  GtkBox *wording_tabs;
  GtkBox *wording_rows;
  CommsPostText *text;
  GtkMenuButton *wording_button;
  GtkListBox *wording_list;
  GtkLabel *wording_none;
  GtkMenuButton *lines_button;
  GtkListBox *lines_list;
  GtkLabel *spelling_label;
  GtkBox *split_box;
  GtkButton *split_button;
  GtkCheckButton *number_check;
  GtkLevelBar *counter_bar;
  GtkLabel *counter_label;
  GtkLabel *hashtags_label;
  GtkLabel *link_label;
  GtkBox *posts_box;
  GtkLabel *posts_label;
  GtkBox *cost_box;
  GtkLabel *cost_label;
  GtkBox *month_box;
  GtkLabel *month_name_label;
  GtkLabel *month_label;
  CommsPictureTray *tray;
  GtkToggleButton *settings_button;
  CommsSettingsBox *settings;
  GtkBox *checks_box;
  GtkLabel *checks_label;
  CommsCheckList *check_list;
  GtkBox *compare_box;
  GtkLabel *compare_label;
  GtkButton *compare_button;
  GtkExpander *voice_fold;
  GtkBox *voice_box;
  GtkExpander *sms_fold;
  GtkLabel *sms_label;
  GtkBox *action_bar;
  CommsSavedLabel *saved_label;
  AdwSplitButton *reread_button;
  GtkLabel *reason_label;

  CommsPost *post;        /* as it is on screen */
  CommsPost *base;        /* as the one on screen began, which is what the store had */
  CommsPost *theirs;      /* as somebody else has saved it, where both have changed the same */
  GHashTable *left;       /* of posts that were left and could not be saved: what was written */
  CommsComposeData *data; /* as it was read last; NULL while loading */
  CommsSaver *saver;
  GCancellable *loading;
  GPtrArray *checks;      /* as they are shown (element-type CommsCheck) */
  char *block;            /* the worst of all, if it blocks */
  CommsCompletion *completion;
  CommsSpelling *spelling;
  GPtrArray *media_kept;  /* the pictures as they were kept last (element-type CommsMedia) */
  guint split_source;     /* the parts of a text that is too long are to be counted */
  guint media_source;     /* words of a picture are to be kept */
  guint media_running;    /* and so many times they are on their way */
  GPtrArray *media_base;  /* and as they began, where somebody else has described the same one */
  gboolean media_waits;   /* they are kept when a clash of the text is settled */
  GHashTable *asked_links; /* that were looked at since the post was opened */
  GPtrArray *done_at;     /* how the text stood when something was done, and taken back */
  GPtrArray *undone_at;
  gboolean fresh;         /* was just opened: the focus goes into its text */
  gboolean asks_withdraw; /* was opened to withdraw it */
  gboolean filling;       /* the widgets are being set, not used */
};

/* The post on screen has changed: checks it anew and saves it soon. */
void comms_compose_pane_touch        (CommsComposePane *self);
/* Puts the post's fields into the widgets. */
/* Whether it can be written in: while it is in review, what its reviewer reads stays. */
gboolean comms_compose_pane_is_open (CommsComposePane *self);
void comms_compose_pane_fill         (CommsComposePane *self);
/* Reads the post and what is around it from the desk again. */
void comms_compose_pane_reload       (CommsComposePane *self);
/* Saves, and lets the window hide it. */
void comms_compose_pane_close        (CommsComposePane *self);
/* Shows nothing more, after saving what is there. */
void comms_compose_pane_forget       (CommsComposePane *self);

/* What somebody else has saved meanwhile: taken where both did not change the same; else it is said
 * who did, and the choice is left to whoever writes here. */
void         comms_compose_clash_take         (CommsComposePane *self,
                                               CommsPost        *read);
/* What the other wrote, or NULL where there is no choice to make. (transfer full) */
char       * comms_compose_clash_dup_sentence (CommsComposePane *self);
gboolean     comms_compose_clash_is_open      (CommsComposePane *self);
void         comms_compose_clash_keep_mine    (CommsComposePane *self);
void         comms_compose_clash_take_theirs  (CommsComposePane *self);
/* The pane shows another post next: what cannot be saved comes back with the post. */
GHashTable * comms_compose_clash_new_left     (void);
void         comms_compose_clash_leave        (CommsComposePane *self);
void         comms_compose_clash_come_back    (CommsComposePane *self);

/* The account, further accounts, and their wordings. */
void comms_compose_band_init         (CommsComposePane *self);
void comms_compose_band_fill         (CommsComposePane *self);
void comms_compose_band_fill_wordings (CommsComposePane *self);

/* Counter, facts and checks: from the account and the text as they stand. */
void comms_compose_facts_set_rule    (CommsComposePane *self);
void comms_compose_facts_update      (CommsComposePane *self);
/* Looks where its links lead (R67); what is seen there changes the desk, and then the pane. */
void comms_compose_facts_look        (CommsComposePane *self);

/* Pictures: kept in the store at once, their words a second after they were written. */
void   comms_compose_media_init        (CommsComposePane *self);
void   comms_compose_media_fill        (CommsComposePane *self,
                                        gboolean          open);
void   comms_compose_media_flush       (CommsComposePane *self);
void   comms_compose_media_forget      (CommsComposePane *self);
/* The words of somebody else for a picture that is described here as well, where nobody has chosen
 * between them yet; else NULL. (transfer full) */
char * comms_compose_media_dup_theirs  (CommsComposePane *self);
void   comms_compose_media_keep_mine   (CommsComposePane *self);
void   comms_compose_media_take_theirs (CommsComposePane *self);
/* What is still to be chosen or kept there when the post is left, or NULL; it comes back with the
 * post. (transfer full) */
typedef struct _CommsMediaLeft CommsMediaLeft;
CommsMediaLeft * comms_compose_media_leave (CommsComposePane *self);
void   comms_compose_media_left_free   (CommsMediaLeft   *left);
void   comms_compose_media_come_back   (CommsComposePane *self,
                                        CommsMediaLeft   *left);
/* Why they cannot go out like this, or NULL. (transfer full) */
char * comms_compose_media_dup_problem (CommsComposePane *self);

/* The post that it answers, the warning before it, and who may answer it. */
void   comms_compose_settings_class_init (GtkWidgetClass *widget_class);
void   comms_compose_settings_init     (CommsComposePane *self);
void   comms_compose_settings_fill     (CommsComposePane *self,
                                        gboolean          open);

/* What helps with writing: completion, spelling, voice, approved lines, other channels. */
void   comms_compose_house_class_init  (GtkWidgetClass   *widget_class);
void   comms_compose_house_init        (CommsComposePane *self);
void   comms_compose_house_fill        (CommsComposePane *self,
                                        gboolean          open);
void   comms_compose_house_update      (CommsComposePane *self);
void   comms_compose_house_forget      (CommsComposePane *self);
void   comms_compose_house_dispose     (CommsComposePane *self);

/* Other words, out of the sentences of the document, and another part of it. */
void   comms_compose_wording_class_init (GtkWidgetClass  *widget_class);
void   comms_compose_wording_init      (CommsComposePane *self);
void   comms_compose_wording_fill      (CommsComposePane *self,
                                        gboolean          open);

/* The thread that the post is in, and the offer to make one of a text that is too long. */
void   comms_compose_thread_class_init (GtkWidgetClass   *widget_class);
void   comms_compose_thread_init       (CommsComposePane *self);
void   comms_compose_thread_fill       (CommsComposePane *self,
                                        gboolean          open);
void   comms_compose_thread_offer      (CommsComposePane *self);
/* The text as parts that fit. (transfer full) */
char **comms_compose_thread_split      (CommsComposePane *self);

/* Things that are done in the pane go into the window's history through these, so that Ctrl+Z
 * takes them and what was typed back in one order. */
void        comms_compose_undo_init      (GtkWidgetClass   *widget_class);
GPtrArray * comms_compose_undo_new_marks (void);
void        comms_compose_undo_forget    (CommsComposePane *self);
/* A list that hangs on the post @id was replaced: undo and redo put the other one there, from a
 * thread that changes neither. */
typedef gboolean (*CommsListPut) (CommsTx *tx, gint64 id, GPtrArray *now, GPtrArray *then,
                                  GError **error);
void        comms_compose_undo_push_lists (CommsComposePane *self,
                                           const char       *label,
                                           gint64            id,
                                           CommsListPut      put,
                                           GPtrArray        *before,
                                           GPtrArray        *after);
void        comms_compose_undo_push_id   (CommsComposePane *self,
                                          const char       *label,
                                          CommsIdFunc       undo,
                                          CommsIdFunc       redo,
                                          gint64            id);
/* The post was edited by an action; @before is how it was. */
void        comms_compose_undo_push_edit (CommsComposePane *self,
                                          const char       *label,
                                          CommsPost        *before);

void comms_compose_actions_init      (GtkWidgetClass   *widget_class);
/* Which actions are on, and why not. */
void comms_compose_actions_update    (CommsComposePane *self);
void comms_compose_actions_fix       (CommsComposePane *self,
                                      CommsFix          fix,
                                      guint             index);
void comms_compose_actions_dismiss   (CommsComposePane *self,
                                      guint             index);
void comms_compose_actions_compare   (CommsComposePane *self,
                                      guint             index);
void comms_compose_actions_act       (CommsComposePane *self,
                                      const char       *verb,
                                      const char       *words);

G_END_DECLS
