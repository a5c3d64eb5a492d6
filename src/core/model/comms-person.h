/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-enums.h"
#include "comms-record.h"

G_BEGIN_DECLS

/**
 * CommsPerson:
 * @name: as they write it
 * @login: the operating system's account name, or NULL
 * @role: what they may do
 * @active: whether they still work here
 *
 * Someone who works at the desk. The acting person is the operating system's account.
 */
#define COMMS_TYPE_PERSON (comms_person_get_type ())
G_DECLARE_FINAL_TYPE (CommsPerson, comms_person, COMMS, PERSON, CommsRecord)

struct _CommsPerson
{
  CommsRecord parent_instance;

  char *name;
  char *login;
  CommsRole role;
  gboolean active;
};

CommsPerson * comms_person_new (void);

G_END_DECLS
