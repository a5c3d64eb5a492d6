/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include "comms-network.h"
#include "comms-x.h"

/* All that the program knows of which networks there are. */
static const CommsNetworkInfo networks[] = {
  { "x", "X", "https://api.x.com", 280, comms_x_get_type, "https://x.com" },
};

const CommsNetworkInfo *
comms_networks (guint *n_networks)
{
  if (n_networks != NULL)
    *n_networks = G_N_ELEMENTS (networks);
  return networks;
}

const CommsNetworkInfo *
comms_network_info (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      if (g_strcmp0 (networks[i].key, key) == 0)
        return &networks[i];
    }
  return NULL;
}

char *
comms_network_dup_profile_url (CommsAccount *account)
{
  const CommsNetworkInfo *info;

  g_return_val_if_fail (COMMS_IS_ACCOUNT (account), NULL);

  info = comms_network_info (account->network);
  if (info == NULL || account->handle == NULL || *account->handle == '\0' ||
      (account->api_base != NULL && comms_uri_is_loopback (account->api_base)))
    return NULL;
  return g_strdup_printf ("%s/%s", info->web_base, account->handle);
}
