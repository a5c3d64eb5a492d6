/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "comms-account.h"
#include "comms-post.h"

G_BEGIN_DECLS

/**
 * CommsPostBody:
 *
 * What a post says, as its network shows it: what it answers, its warning, text and pictures, who
 * may answer, and its language. Whoever approves a post signs all of that, so wherever posts are
 * re-read it stands whole.
 */
#define COMMS_TYPE_POST_BODY (comms_post_body_get_type ())
G_DECLARE_FINAL_TYPE (CommsPostBody, comms_post_body, COMMS, POST_BODY, GtkBox)

/* @media: its pictures with their bytes (element-type CommsMedia). Their words are for
 * comms_post_pictures_fill_alts(). */
void comms_post_body_set_post   (CommsPostBody *self,
                                 CommsPost     *post,
                                 CommsAccount  *account,
                                 GPtrArray     *media);

/* In the colours of the style, which it has to stand in already, and from right to left or not. */
void comms_post_body_restyle    (CommsPostBody *self,
                                 gboolean       rtl);

/* The class of a network, such as "network-x", in place of any other of them. */
void comms_widget_set_network   (GtkWidget     *widget,
                                 const char    *network);

G_END_DECLS
