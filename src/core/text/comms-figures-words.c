/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsText"

#include "config.h"

#include "comms-figures-private.h"

#include "comms-fit.h"

#define UNIT(word, value)                                                                          \
  {                                                                                                \
    word, COMMS_FIGURE_WORD_UNIT, (value) *10, COMMS_FIGURE_SURE                                   \
  }
#define MAYBE(word, value)                                                                         \
  {                                                                                                \
    word, COMMS_FIGURE_WORD_UNIT, (value) *10, COMMS_FIGURE_DOUBTFUL                               \
  }
#define SCALE(word, power)                                                                         \
  {                                                                                                \
    word, COMMS_FIGURE_WORD_SCALE, power, COMMS_FIGURE_SURE                                        \
  }
#define ROW(word, kind, value)                                                                     \
  {                                                                                                \
    word, COMMS_FIGURE_WORD_##kind, value, COMMS_FIGURE_SURE                                       \
  }
#define DOUBT(word, kind, value)                                                                   \
  {                                                                                                \
    word, COMMS_FIGURE_WORD_##kind, value, COMMS_FIGURE_DOUBTFUL                                   \
  }
#define BESIDE(word, kind, value)                                                                  \
  {                                                                                                \
    word, COMMS_FIGURE_WORD_##kind, value, COMMS_FIGURE_BESIDE                                     \
  }

/* The words, also as people spell them. What is doubtful has another meaning that is as common:
 * "one" is a pronoun, "behtar" better, "isi" this very, "hafta" a week. */
static const CommsFigureWord words[] = {
  MAYBE ("zero", 0),
  MAYBE ("one", 1),
  UNIT ("two", 2),
  UNIT ("three", 3),
  UNIT ("four", 4),
  UNIT ("five", 5),
  UNIT ("six", 6),
  UNIT ("seven", 7),
  UNIT ("eight", 8),
  UNIT ("nine", 9),
  UNIT ("ten", 10),
  UNIT ("eleven", 11),
  UNIT ("twelve", 12),
  UNIT ("thirteen", 13),
  UNIT ("fourteen", 14),
  UNIT ("fifteen", 15),
  UNIT ("sixteen", 16),
  UNIT ("seventeen", 17),
  UNIT ("eighteen", 18),
  UNIT ("nineteen", 19),
  UNIT ("twenty", 20),
  UNIT ("thirty", 30),
  UNIT ("forty", 40),
  UNIT ("fifty", 50),
  UNIT ("sixty", 60),
  UNIT ("seventy", 70),
  UNIT ("eighty", 80),
  UNIT ("ninety", 90),

  MAYBE ("صفر", 0),
  MAYBE ("ایک", 1),
  UNIT ("دو", 2),
  UNIT ("تین", 3),
  UNIT ("چار", 4),
  UNIT ("پانچ", 5),
  UNIT ("چھ", 6),
  UNIT ("سات", 7),
  UNIT ("آٹھ", 8),
  MAYBE ("نو", 9),
  UNIT ("دس", 10),
  UNIT ("گیارہ", 11),
  UNIT ("بارہ", 12),
  UNIT ("تیرہ", 13),
  UNIT ("چودہ", 14),
  UNIT ("پندرہ", 15),
  UNIT ("سولہ", 16),
  UNIT ("سترہ", 17),
  UNIT ("اٹھارہ", 18),
  MAYBE ("انیس", 19),
  UNIT ("بیس", 20),
  UNIT ("اکیس", 21),
  UNIT ("بائیس", 22),
  UNIT ("تئیس", 23),
  UNIT ("تیئیس", 23),
  UNIT ("چوبیس", 24),
  UNIT ("پچیس", 25),
  UNIT ("چھبیس", 26),
  UNIT ("ستائیس", 27),
  UNIT ("اٹھائیس", 28),
  UNIT ("انتیس", 29),
  UNIT ("تیس", 30),
  UNIT ("اکتیس", 31),
  UNIT ("بتیس", 32),
  UNIT ("تینتیس", 33),
  UNIT ("چونتیس", 34),
  UNIT ("پینتیس", 35),
  UNIT ("چھتیس", 36),
  UNIT ("سینتیس", 37),
  UNIT ("اڑتیس", 38),
  UNIT ("انتالیس", 39),
  UNIT ("چالیس", 40),
  UNIT ("اکتالیس", 41),
  UNIT ("بیالیس", 42),
  UNIT ("تینتالیس", 43),
  UNIT ("چوالیس", 44),
  UNIT ("پینتالیس", 45),
  UNIT ("چھیالیس", 46),
  UNIT ("سینتالیس", 47),
  UNIT ("اڑتالیس", 48),
  UNIT ("انچاس", 49),
  UNIT ("پچاس", 50),
  UNIT ("اکیاون", 51),
  UNIT ("اکاون", 51),
  UNIT ("باون", 52),
  UNIT ("ترپن", 53),
  MAYBE ("چون", 54),
  MAYBE ("چوّن", 54),
  UNIT ("پچپن", 55),
  UNIT ("چھپن", 56),
  UNIT ("ستاون", 57),
  UNIT ("اٹھاون", 58),
  UNIT ("انسٹھ", 59),
  UNIT ("ساٹھ", 60),
  UNIT ("اکسٹھ", 61),
  UNIT ("باسٹھ", 62),
  UNIT ("ترسٹھ", 63),
  UNIT ("تریسٹھ", 63),
  UNIT ("چونسٹھ", 64),
  UNIT ("پینسٹھ", 65),
  UNIT ("چھیاسٹھ", 66),
  UNIT ("سڑسٹھ", 67),
  UNIT ("اڑسٹھ", 68),
  UNIT ("انہتر", 69),
  UNIT ("ستر", 70),
  UNIT ("اکہتر", 71),
  MAYBE ("بہتر", 72),
  UNIT ("تہتر", 73),
  UNIT ("چوہتر", 74),
  UNIT ("پچہتر", 75),
  UNIT ("چھہتر", 76),
  UNIT ("ستتر", 77),
  UNIT ("اٹھہتر", 78),
  UNIT ("اناسی", 79),
  MAYBE ("اسی", 80),
  UNIT ("اکیاسی", 81),
  UNIT ("بیاسی", 82),
  UNIT ("تراسی", 83),
  UNIT ("چوراسی", 84),
  UNIT ("پچاسی", 85),
  UNIT ("چھیاسی", 86),
  UNIT ("ستاسی", 87),
  UNIT ("اٹھاسی", 88),
  MAYBE ("نواسی", 89),
  UNIT ("نوے", 90),
  UNIT ("اکانوے", 91),
  UNIT ("بانوے", 92),
  UNIT ("ترانوے", 93),
  UNIT ("چورانوے", 94),
  UNIT ("پچانوے", 95),
  UNIT ("چھیانوے", 96),
  UNIT ("ستانوے", 97),
  UNIT ("اٹھانوے", 98),
  UNIT ("ننانوے", 99),
  ROW ("ڈیڑھ", UNIT, 15),
  ROW ("ڈھائی", UNIT, 25),
  ROW ("اڑھائی", UNIT, 25),
  ROW ("ساڑھے", HALF, 0),

  SCALE ("hundred", 2),
  SCALE ("thousand", 3),
  SCALE ("lakh", 5),
  SCALE ("lakhs", 5),
  SCALE ("lac", 5),
  SCALE ("lacs", 5),
  SCALE ("million", 6),
  SCALE ("crore", 7),
  SCALE ("crores", 7),
  SCALE ("billion", 9),
  SCALE ("trillion", 12),
  BESIDE ("k", SCALE, 3),
  BESIDE ("m", SCALE, 6),
  BESIDE ("mn", SCALE, 6),
  BESIDE ("bn", SCALE, 9),
  BESIDE ("سو", SCALE, 2),
  SCALE ("ہزار", 3),
  SCALE ("لاکھ", 5),
  SCALE ("ملین", 6),
  SCALE ("کروڑ", 7),
  SCALE ("ارب", 9),
  SCALE ("بلین", 9),
  SCALE ("کھرب", 11),
  SCALE ("ٹریلین", 12),
  ROW ("and", AND, 0),

  DOUBT ("first", ORDINAL, 1),
  DOUBT ("second", ORDINAL, 2),
  DOUBT ("third", ORDINAL, 3),
  ROW ("fourth", ORDINAL, 4),
  ROW ("fifth", ORDINAL, 5),
  ROW ("sixth", ORDINAL, 6),
  ROW ("seventh", ORDINAL, 7),
  ROW ("eighth", ORDINAL, 8),
  ROW ("ninth", ORDINAL, 9),
  ROW ("tenth", ORDINAL, 10),
  ROW ("eleventh", ORDINAL, 11),
  ROW ("twelfth", ORDINAL, 12),
  ROW ("twentieth", ORDINAL, 20),
  ROW ("fiftieth", ORDINAL, 50),
  ROW ("hundredth", ORDINAL, 100),
  DOUBT ("پہلا", ORDINAL, 1),
  DOUBT ("پہلی", ORDINAL, 1),
  DOUBT ("پہلے", ORDINAL, 1),
  DOUBT ("دوسرا", ORDINAL, 2),
  DOUBT ("دوسری", ORDINAL, 2),
  DOUBT ("دوسرے", ORDINAL, 2),
  DOUBT ("تیسرا", ORDINAL, 3),
  DOUBT ("تیسری", ORDINAL, 3),
  DOUBT ("تیسرے", ORDINAL, 3),
  ROW ("چوتھا", ORDINAL, 4),
  ROW ("چوتھی", ORDINAL, 4),
  ROW ("چوتھے", ORDINAL, 4),
  ROW ("پانچواں", ORDINAL, 5),
  ROW ("پانچویں", ORDINAL, 5),
  ROW ("چھٹا", ORDINAL, 6),
  ROW ("چھٹی", ORDINAL, 6),
  ROW ("چھٹے", ORDINAL, 6),
  ROW ("ساتواں", ORDINAL, 7),
  ROW ("ساتویں", ORDINAL, 7),
  ROW ("آٹھواں", ORDINAL, 8),
  ROW ("آٹھویں", ORDINAL, 8),
  ROW ("نواں", ORDINAL, 9),
  ROW ("نویں", ORDINAL, 9),
  ROW ("دسواں", ORDINAL, 10),
  ROW ("دسویں", ORDINAL, 10),
  ROW ("گیارہویں", ORDINAL, 11),
  ROW ("بارہویں", ORDINAL, 12),
  ROW ("بیسویں", ORDINAL, 20),
  ROW ("پچاسویں", ORDINAL, 50),
  ROW ("سوویں", ORDINAL, 100),
  BESIDE ("st", SUFFIX, 0),
  BESIDE ("nd", SUFFIX, 0),
  BESIDE ("rd", SUFFIX, 0),
  BESIDE ("th", SUFFIX, 0),
  BESIDE ("واں", SUFFIX, 0),
  BESIDE ("ویں", SUFFIX, 0),
  BESIDE ("وین", SUFFIX, 0),

  ROW ("january", MONTH, 1),
  ROW ("february", MONTH, 2),
  DOUBT ("march", MONTH, 3),
  ROW ("april", MONTH, 4),
  DOUBT ("may", MONTH, 5),
  ROW ("june", MONTH, 6),
  ROW ("july", MONTH, 7),
  ROW ("august", MONTH, 8),
  ROW ("september", MONTH, 9),
  ROW ("october", MONTH, 10),
  ROW ("november", MONTH, 11),
  ROW ("december", MONTH, 12),
  BESIDE ("jan", MONTH, 1),
  BESIDE ("feb", MONTH, 2),
  BESIDE ("mar", MONTH, 3),
  BESIDE ("apr", MONTH, 4),
  BESIDE ("jun", MONTH, 6),
  BESIDE ("jul", MONTH, 7),
  BESIDE ("aug", MONTH, 8),
  BESIDE ("sep", MONTH, 9),
  BESIDE ("sept", MONTH, 9),
  BESIDE ("oct", MONTH, 10),
  BESIDE ("nov", MONTH, 11),
  BESIDE ("dec", MONTH, 12),
  ROW ("جنوری", MONTH, 1),
  ROW ("فروری", MONTH, 2),
  DOUBT ("مارچ", MONTH, 3),
  ROW ("اپریل", MONTH, 4),
  ROW ("مئی", MONTH, 5),
  ROW ("جون", MONTH, 6),
  ROW ("جولائی", MONTH, 7),
  ROW ("اگست", MONTH, 8),
  ROW ("ستمبر", MONTH, 9),
  ROW ("اکتوبر", MONTH, 10),
  ROW ("نومبر", MONTH, 11),
  ROW ("دسمبر", MONTH, 12),

  ROW ("monday", WEEKDAY, 1),
  ROW ("tuesday", WEEKDAY, 2),
  ROW ("wednesday", WEEKDAY, 3),
  ROW ("thursday", WEEKDAY, 4),
  ROW ("friday", WEEKDAY, 5),
  ROW ("saturday", WEEKDAY, 6),
  ROW ("sunday", WEEKDAY, 7),
  DOUBT ("پیر", WEEKDAY, 1),
  ROW ("سوموار", WEEKDAY, 1),
  DOUBT ("منگل", WEEKDAY, 2),
  ROW ("بدھ", WEEKDAY, 3),
  ROW ("جمعرات", WEEKDAY, 4),
  ROW ("جمعہ", WEEKDAY, 5),
  ROW ("جمعے", WEEKDAY, 5),
  DOUBT ("ہفتہ", WEEKDAY, 6),
  DOUBT ("ہفتے", WEEKDAY, 6),
  ROW ("اتوار", WEEKDAY, 7),

  BESIDE ("percent", PERCENT, 0),
  BESIDE ("per cent", PERCENT, 0),
  BESIDE ("فیصد", PERCENT, 0),
  BESIDE ("فی صد", PERCENT, 0),
  BESIDE ("rs", MONEY, 0),
  BESIDE ("pkr", MONEY, 0),
  BESIDE ("rupee", MONEY, 0),
  BESIDE ("rupees", MONEY, 0),
  BESIDE ("روپے", MONEY, 0),
  BESIDE ("روپیہ", MONEY, 0),
  BESIDE ("روپوں", MONEY, 0),
  BESIDE ("usd", MONEY, 1),
  BESIDE ("dollar", MONEY, 1),
  BESIDE ("dollars", MONEY, 1),
  BESIDE ("ڈالر", MONEY, 1),
  BESIDE ("ڈالرز", MONEY, 1),
  BESIDE ("eur", MONEY, 2),
  BESIDE ("euro", MONEY, 2),
  BESIDE ("euros", MONEY, 2),
  BESIDE ("یورو", MONEY, 2),
  BESIDE ("gbp", MONEY, 3),
  BESIDE ("پاؤنڈ", MONEY, 3),

  BESIDE ("am", MORNING, 0),
  BESIDE ("صبح", MORNING, 0),
  BESIDE ("pm", EVENING, 0),
  BESIDE ("پہر", EVENING, 0),
  BESIDE ("دوپہر", EVENING, 0),
  BESIDE ("شام", EVENING, 0),
  BESIDE ("بجے", CLOCK, 0),
  BESIDE ("o'clock", CLOCK, 0),
};

static GHashTable *
build_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_hash_table_insert (table, comms_text_fold (words[i].word), (gpointer) &words[i]);
  return table;
}

const CommsFigureWord *
comms_figure_word (const char *folded)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) build_table ());
  return g_hash_table_lookup ((GHashTable *) once, folded);
}

const char *
comms_figure_currency (int index)
{
  static const char *const codes[] = { "PKR", "USD", "EUR", "GBP" };

  g_return_val_if_fail (index >= 0 && (gsize) index < G_N_ELEMENTS (codes), "");

  return codes[index];
}
