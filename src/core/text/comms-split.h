/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A document as a list of blocks, and the proposal which of them is which part of a release
 * (R1, R2). Plain values: whoever wants to undo a change keeps a copy. */

typedef enum
{
  COMMS_BLOCK_PARAGRAPH,
  COMMS_BLOCK_HEADING,
  COMMS_BLOCK_QUOTE, /* set off as one by the document, with or without quotation marks */
  COMMS_BLOCK_ITEM,  /* of a list */
} CommsBlockKind;

/**
 * CommsBlock:
 * @kind: what it is in its document
 * @level: of a heading from 1, of a list item its depth from 1; else 0
 * @text: clean, on one line
 * @links: (nullable): the addresses that its words point to, as links of a document do
 */
typedef struct
{
  CommsBlockKind kind;
  int level;
  char *text;
  char **links;
} CommsBlock;

CommsBlock   * comms_block_new         (CommsBlockKind  kind,
                                        int             level,
                                        const char     *text);
void           comms_block_free        (CommsBlock     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsBlock, comms_block_free)

/* The blocks of a text as it was pasted or typed: paragraphs parted by an empty line or by the
 * line end, lines that were broken at a fixed width put together, bullets known as list items.
 * @text may be NULL or no UTF-8. (transfer full) (element-type CommsBlock) */
GPtrArray    * comms_blocks_from_text  (const char     *text);

/* "en", "ur" or "ar", by the letters; never NULL. */
const char   * comms_text_guess_language (const char   *text);

/* In the order in which they stand in a release, but for the last two, which stand anywhere. */
typedef enum
{
  COMMS_SPLIT_HEADLINE,
  COMMS_SPLIT_SUBHEAD,
  COMMS_SPLIT_LEDE,
  COMMS_SPLIT_BODY,
  COMMS_SPLIT_CONCLUSION,
  COMMS_SPLIT_QUOTE,
  COMMS_SPLIT_LEFT_OUT, /* labels, datelines, contacts, who we are: no posts are made of it */
} CommsSplitPart;
#define COMMS_SPLIT_N_PARTS (COMMS_SPLIT_LEFT_OUT + 1)

/**
 * CommsSplitRow:
 * @text: one block, or what was cut off from one
 * @part: what it is taken for
 * @part_index: of a quote, which one, from 0; else 0
 * @pulled: a copy of words of the rows above, which keep them: a quote or left out
 */
typedef struct
{
  char *text;
  CommsSplitPart part;
  int part_index;
  gboolean pulled;
} CommsSplitRow;

/**
 * CommsSplit:
 * @rows: (element-type CommsSplitRow): in the order of the document
 * @link: (nullable): the link that was found
 * @hashtags: those that were found, each once; never NULL
 *
 * A lawful split has its headline before its subhead, lede, body and conclusion, in this order,
 * each of them missing, one row, or several that only quotes and rows left out stand between.
 */
typedef struct
{
  GPtrArray *rows;
  char *link;
  char **hashtags;
} CommsSplit;

/* An empty split, to which rows are added in order. */
CommsSplit    * comms_split_new         (void);
CommsSplitRow * comms_split_add         (CommsSplit       *self,
                                         CommsSplitPart    part,
                                         const char       *text);

/* The proposal: what a person would take each block for. Every block is in it; nothing is lost but
 * what only says the link and the hashtags. @blocks may be empty. (transfer full) */
CommsSplit    * comms_split_propose     (GPtrArray        *blocks);

/* The same of a text, which may be NULL. (transfer full) */
CommsSplit    * comms_split_propose_text (const char      *text);

CommsSplit    * comms_split_copy        (const CommsSplit *self);
void            comms_split_free        (CommsSplit       *self);
gboolean        comms_split_equal       (const CommsSplit *a,
                                         const CommsSplit *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CommsSplit, comms_split_free)

/* Whether row @index may be taken for @part: one that was pulled is a quote or left out. */
gboolean        comms_split_may_assign  (const CommsSplit *self,
                                         guint             index,
                                         CommsSplitPart    part);

/* Takes row @index for @part, and the rows around it for it as well where the order of the parts
 * would be broken otherwise: a third paragraph that becomes lede takes the second with it.
 * FALSE where nothing changed. */
gboolean        comms_split_assign      (CommsSplit       *self,
                                         guint             index,
                                         CommsSplitPart    part);

/* Moves the border above row @index by @n_rows, down where it is positive: the rows that it passes
 * go over to the part on the other side. FALSE where there is no border or nothing changed. */
gboolean        comms_split_move_border (CommsSplit       *self,
                                         guint             index,
                                         int               n_rows);

/* Whether a border stands above row @index: it and the row above are not the same part. */
gboolean        comms_split_has_border  (const CommsSplit *self,
                                         guint             index);

/* Cuts row @index in two at byte @at of its text; both keep its part. FALSE where one of them would
 * be empty. */
gboolean        comms_split_cut         (CommsSplit       *self,
                                         guint             index,
                                         gsize             at);

/* Puts the row and the one below it together as the part of the first. FALSE where there is none
 * below, or one of the two is pulled. */
gboolean        comms_split_join        (CommsSplit       *self,
                                         guint             index);

/* The text of a part: a headline and subhead on one line, paragraphs parted by an empty line.
 * @part_index counts quotes. NULL where there is no such part. (transfer full) */
char          * comms_split_dup_part    (const CommsSplit *self,
                                         CommsSplitPart    part,
                                         int               part_index);

/* The quotes in order. (transfer full) */
char         ** comms_split_dup_quotes  (const CommsSplit *self);

guint           comms_split_count       (const CommsSplit *self,
                                         CommsSplitPart    part);

G_END_DECLS
