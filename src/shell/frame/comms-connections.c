/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-connections.h"

#include <glib/gi18n-lib.h>

#include "comms-accounts.h"
#include "comms-marks.h"
#include "comms-network.h"

/* From good to bad. */
typedef enum
{
  CONNECTED,
  CLOCK, /* this computer's is not the network's */
  WAITING,
  OFFLINE,
  SIGNED_OUT,
} Level;

typedef struct
{
  const CommsNetworkInfo *network;
  Level level;
  gint64 until;
  char *clock; /* the sentence about it, or NULL */
} Connection;

static void
connection_clear (Connection *connection)
{
  g_clear_pointer (&connection->clock, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Connection, connection_clear)

static const struct
{
  const char *icon_name;
  const char *css_class;
} level_marks[] = {
  [CONNECTED] = { "state-posted-symbolic", "state-posted" },
  [CLOCK] = { "state-missed-symbolic", "state-missed" },
  [WAITING] = { "state-queued-symbolic", "state-queued" },
  [OFFLINE] = { "state-cancelled-symbolic", "state-missed" },
  [SIGNED_OUT] = { "state-missed-symbolic", "state-missed" },
};

static Level
account_level (CommsAccount *account, gint64 now)
{
  if (account->state == COMMS_ACCOUNT_STATE_SIGN_IN)
    return SIGNED_OUT;
  if (account->state == COMMS_ACCOUNT_STATE_PAUSED &&
      (account->paused_until == 0 || account->paused_until > now))
    return WAITING;
  return CONNECTED;
}

/* The worst of the network's accounts; FALSE where it has none. */
static gboolean
network_connection (const CommsNetworkInfo *network,
                    GListModel *accounts,
                    gint64 now,
                    Connection *connection)
{
  gboolean found = FALSE;

  *connection = (Connection){ .network = network };
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (CommsAccount) account = g_list_model_get_item (accounts, i);
      Level level = account_level (account, now);

      if (g_strcmp0 (account->network, network->key) != 0)
        continue;
      found = TRUE;
      if (connection->clock == NULL)
        connection->clock = comms_account_dup_clock_warning (account);
      if (connection->clock != NULL)
        level = MAX (level, CLOCK);
      if (level == WAITING)
        connection->until = MAX (connection->until, account->paused_until);
      connection->level = MAX (connection->level, level);
    }
  if (connection->level < OFFLINE &&
      !g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    connection->level = OFFLINE;
  return found;
}

static char *
connection_words (const Connection *connection, CommsDesk *desk)
{
  g_autofree char *time = NULL;

  switch (connection->level)
    {
    case CLOCK:
      /* Translators: %s is the name of a network, whose clock is not this computer's */
      return g_strdup_printf (C_ ("connection", "%s: set this computer’s clock right"),
                              connection->network->name);
    case WAITING:
      if (connection->until == 0)
        /* Translators: %s is the name of a network. */
        return g_strdup_printf (C_ ("connection", "%s is paused"), connection->network->name);
      time = comms_format_time (comms_desk_get_policy (desk)->zone, connection->until);
      /* Translators: a network, and a time of day */
      return g_strdup_printf (C_ ("connection", "%s waits until %s"), connection->network->name,
                              time);
    case OFFLINE:
      return g_strdup_printf (C_ ("connection", "%s: no connection"), connection->network->name);
    case SIGNED_OUT:
      return g_strdup_printf (C_ ("connection", "%s: sign in again"), connection->network->name);
    case CONNECTED:
    default:
      return g_strdup_printf (C_ ("connection", "%s connected"), connection->network->name);
    }
}

static void
append_words (GtkBox *box, const char *icon_name, const char *css_class, const char *words)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (words);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 12);
  if (css_class != NULL)
    gtk_widget_add_css_class (image, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (item), image);
  gtk_box_append (GTK_BOX (item), label);
  if (gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (box, item);
}

static void
append_connection (GtkBox *box, const Connection *connection, CommsDesk *desk)
{
  g_autofree char *words = connection_words (connection, desk);

  append_words (box, level_marks[connection->level].icon_name,
                level_marks[connection->level].css_class, words);
  gtk_widget_set_tooltip_text (gtk_widget_get_last_child (GTK_WIDGET (box)), connection->clock);
}

/* With the reason, as far as there is room for it. */
static void
append_pause (GtkBox *box, const char *reason, gboolean worst_only)
{
  /* Translators: %s is the reason that a person gave */
  g_autofree char *words =
    g_strdup_printf (C_ ("connection", "All sending is paused: “%s”"), reason);

  append_words (box, "pause-symbolic", "state-missed",
                worst_only ? C_ ("connection", "Paused") : words);
  gtk_widget_set_tooltip_text (gtk_widget_get_last_child (GTK_WIDGET (box)), words);
}

/**
 * comms_connections_fill:
 * @accounts: of CommsAccount
 * @worst_only: only the network that is worst
 *
 * Puts a shape and a few words for each of the desk's networks into @box.
 */
void
comms_connections_fill (GtkBox *box, CommsDesk *desk, GListModel *accounts, gboolean worst_only)
{
  const CommsNetworkInfo *networks;
  g_auto (Connection) worst = { 0 };
  guint n_networks;

  g_return_if_fail (GTK_IS_BOX (box));
  g_return_if_fail (COMMS_IS_DESK (desk));

  if (comms_desk_get_policy (desk)->paused_reason != NULL)
    append_pause (box, comms_desk_get_policy (desk)->paused_reason, worst_only);
  else if (comms_desk_is_practice (desk))
    append_words (box, "practice-symbolic", NULL,
                  worst_only ? C_ ("connection", "Practice")
                             : C_ ("connection", "Practice network on this computer only"));
  if (gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    return;

  networks = comms_networks (&n_networks);
  for (guint i = 0; i < n_networks; i++)
    {
      g_auto (Connection) connection = { 0 };

      if (!network_connection (&networks[i], accounts, comms_desk_now (desk), &connection))
        continue;
      if (!worst_only)
        append_connection (box, &connection, desk);
      if (worst.network == NULL || connection.level > worst.level)
        {
          connection_clear (&worst);
          worst = connection;
          connection.clock = NULL;
        }
    }
  if (worst.network == NULL)
    append_words (box, "state-draft-symbolic", NULL, C_ ("connection", "No account is connected"));
  else if (worst_only)
    append_connection (box, &worst, desk);
}
