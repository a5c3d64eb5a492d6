/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-csv.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  run_csv (data, size);
  return 0;
}
