/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  run_json (data, size);
  return 0;
}
