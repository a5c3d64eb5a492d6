/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-document.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  run_document_readers (data, size);
  return 0;
}
