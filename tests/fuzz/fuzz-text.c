/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-text.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  run_text_functions (data, size);
  return 0;
}
