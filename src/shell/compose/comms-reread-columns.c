/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-reread-columns.h"

/* In pixels; no folded page is as wide as the second. */
#define SIDE_WIDTH 484
#define UNBOUNDED 2000

void
comms_reread_columns_fold (GtkBox *columns, AdwClamp *clamp, GtkWidget *side, gboolean folded)
{
  int most = folded ? UNBOUNDED : SIDE_WIDTH;

  g_return_if_fail (GTK_IS_BOX (columns));
  g_return_if_fail (ADW_IS_CLAMP (clamp));
  g_return_if_fail (GTK_IS_WIDGET (side));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (columns),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_margin_start (GTK_WIDGET (columns), folded ? 12 : 24);
  gtk_widget_set_margin_end (GTK_WIDGET (columns), folded ? 12 : 16);
  gtk_widget_set_size_request (side, folded ? -1 : SIDE_WIDTH, -1);
  /* Both: between the threshold and three times the rest the clamp eases, and counts in int. */
  adw_clamp_set_maximum_size (clamp, most);
  adw_clamp_set_tightening_threshold (clamp, most);
}
