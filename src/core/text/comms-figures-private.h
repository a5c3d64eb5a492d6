/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-figures.h"

G_BEGIN_DECLS

typedef enum
{
  COMMS_FIGURE_WORD_UNIT,    /* below 100; its value is in tenths, for one and a half */
  COMMS_FIGURE_WORD_HALF,    /* half more than the number after it */
  COMMS_FIGURE_WORD_SCALE,   /* times ten to the power of its value */
  COMMS_FIGURE_WORD_AND,
  COMMS_FIGURE_WORD_ORDINAL,
  COMMS_FIGURE_WORD_SUFFIX,  /* the letters that make a numeral an ordinal */
  COMMS_FIGURE_WORD_MONTH,
  COMMS_FIGURE_WORD_WEEKDAY,
  COMMS_FIGURE_WORD_PERCENT,
  COMMS_FIGURE_WORD_MONEY,   /* its value is an index of comms_figure_currency() */
  COMMS_FIGURE_WORD_MORNING,
  COMMS_FIGURE_WORD_EVENING,
  COMMS_FIGURE_WORD_CLOCK,
} CommsFigureWordKind;

/* Whether it is that word alone, or another as well. */
typedef enum
{
  COMMS_FIGURE_SURE,
  COMMS_FIGURE_DOUBTFUL,
  COMMS_FIGURE_BESIDE, /* nothing at all unless it stands beside a number */
} CommsFigureDoubt;

typedef struct
{
  const char *word;
  CommsFigureWordKind kind;
  int value;
  CommsFigureDoubt doubt;
} CommsFigureWord;

/* What @folded, as comms_text_fold() makes it, says of figures, or NULL. (transfer none) */
const CommsFigureWord * comms_figure_word     (const char *folded);

/* The ISO 4217 code of a word of money. */
const char            * comms_figure_currency (int index);

/* Also those that may be other words. (transfer full): GArray of CommsFigure */
GArray                * comms_figures_find_all (const char *text);

G_END_DECLS
