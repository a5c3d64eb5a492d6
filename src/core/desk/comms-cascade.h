/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comms-desk.h"
#include "comms-post.h"
#include "comms-release.h"

G_BEGIN_DECLS

/* The cascade (R2): a day of posts out of one release. */

/* Why a part of the plan makes no draft. */
typedef enum
{
  COMMS_CASCADE_DRAFT,     /* a draft at "due" */
  COMMS_CASCADE_USED,      /* its post stands already */
  COMMS_CASCADE_DAY_FULL,  /* a sixth post; proposed for the next day */
  COMMS_CASCADE_NO_TIME,   /* the day is over or the embargo lifts after it */
  COMMS_CASCADE_TOO_ALIKE, /* says what another part says */
} CommsCascadeVerdict;

typedef struct
{
  CommsPart part;
  int part_index;
  CommsCascadeVerdict verdict;
  char *text;           /* fitted, with link and hashtags */
  char *link_word;      /* which link it carries, such as "video", where that is not the release's own
                         * (R70); or NULL */
  gboolean next_day;    /* on the day after: the link stands often enough on that day
                         * (design, decision 13) */
  gint64 due_at;
  char *due_wall;
  gint64 post_id;       /* the draft made, or the post that stands */
} CommsCascadeRow;

typedef struct
{
  gint64 release_id;
  gint64 account_id;
  int year, month, day; /* in the desk's zone */
  const char *const *zones; /* IANA zones of the audience, or NULL: times at which people there are
                             * awake, 07:00 to 22:00, come before others (R4) */
} CommsCascadeRequest;

void        comms_cascade_row_free (CommsCascadeRow *row);

/* The day to plan for what may go out from @earliest on, as the instant at which it begins: that
 * day, or the next one where none of the policy's slots is left on it. */
gint64      comms_cascade_first_day (CommsPolicy *policy, gint64 earliest);

/* What would be made; changes nothing. A row a part. (transfer full) (element-type CommsCascadeRow) */
GPtrArray * comms_cascade_plan     (CommsTx *tx, const CommsCascadeRequest *request, GError **error);

/* Makes the drafts of the plan. Running it again fills only the gaps. */
GPtrArray * comms_cascade_run      (CommsTx *tx, const CommsCascadeRequest *request, GError **error);

/* What a person wants of a plan that they have seen. */
typedef struct
{
  CommsPart part;
  int part_index;
  char *text;           /* their wording, or NULL for the plan's */
} CommsCascadeChoice;

void        comms_cascade_choice_free (CommsCascadeChoice *choice);

/* Makes the drafts of the plan that are among @choices (element-type CommsCascadeChoice), at the
 * times that they have in it; the other rows say what they would be, without a post. */
GPtrArray * comms_cascade_make     (CommsTx *tx, const CommsCascadeRequest *request,
                                    GPtrArray *choices, GError **error);

/* Another wording for a post, out of the document's own sentences (R3). */

/* Where the words come from. */
typedef enum
{
  COMMS_VARIANT_PART,     /* the part as it begins */
  COMMS_VARIANT_FURTHER,  /* its later sentences */
  COMMS_VARIANT_ORDER,    /* who says it before what is said, or after */
  COMMS_VARIANT_DOCUMENT, /* sentences of another part */
} CommsVariantSource;

typedef struct
{
  CommsVariantSource source;
  char *text; /* fitted, with link and hashtags */
} CommsVariant;

/* For a post, or, with @post_id 0, for a part of a release on an account. */
typedef struct
{
  gint64 post_id;
  gint64 release_id;
  CommsPart part;
  int part_index;
  gint64 account_id;    /* 0: the post's */
  const char *due_wall; /* in the desk's zone, for the link of the hour; NULL: the post's time */
} CommsVariantRequest;

void        comms_variant_free     (CommsVariant *variant);

/* The best first, at most eight; none too like another, the post itself, or what the account says
 * or said of this release. The same desk gives the same list. May be empty. (transfer full)
 * (element-type CommsVariant) */
GPtrArray * comms_cascade_variants (CommsTx *tx, const CommsVariantRequest *request,
                                    GError **error);

/* What the post says once it is made of another part of its release: that part as it begins, fitted
 * to the post's account, with its link and hashtags. COMMS_ERROR_INVALID where there is no such
 * part. (transfer full) */
char *      comms_cascade_part_text (CommsTx *tx, gint64 post_id, CommsPart part, int part_index,
                                     GError **error);

/* For the coverage strip: the release's parts in order, with the post of each or NULL.
 * (transfer full) */
typedef struct
{
  CommsPart part;
  int part_index;
  CommsPost *post;
} CommsCoverage;

void        comms_coverage_free    (CommsCoverage *coverage);
GPtrArray * comms_cascade_coverage (CommsTx *tx, gint64 release_id, GError **error);

G_END_DECLS
