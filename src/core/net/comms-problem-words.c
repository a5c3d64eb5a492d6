/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsNet"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "comms-network-private.h"
#include "comms-problem.h"

typedef struct
{
  CommsProblem problem;
  const char *sentence;
} Row;

/* What a person reads about a post that did not go out, or may have. */
/* Translators: {network} is the name of a network, such as “X”; {handle} the handle of an
 * account without its @; {host} the name of a computer. Leave them as they are. */
static const Row create_rows[] = {
  { COMMS_PROBLEM_MEDIA,
    NC_ ("sending",
         "{network} does not take a picture or video of this post. Choose another one, "
         "or send the post without it.") },
  { COMMS_PROBLEM_MEDIA_BUSY,
    NC_ ("sending",
         "{network} is still working on the pictures or the video, so the post was not "
         "sent. The desk tries again in a minute.") },
  { COMMS_PROBLEM_SIGN_IN,
    NC_ ("sending",
         "{network} no longer accepts the sign-in of @{handle}, so the post was not "
         "sent. Connect the account again; the post waits until then.") },
  { COMMS_PROBLEM_CREDIT,
    NC_ ("sending",
         "{network} sends nothing more for @{handle} because its credit is used up. "
         "Add credit in X’s developer console; the post waits until then.") },
  { COMMS_PROBLEM_DUPLICATE,
    NC_ ("sending",
         "{network} did not take the post, because @{handle} has one with exactly this "
         "text already. Look at the account before you change anything.") },
  { COMMS_PROBLEM_TAKEN,
    NC_ ("sending",
         "{network} has another post where this one should stand. Look at @{handle} "
         "there, and say here which it is.") },
  { COMMS_PROBLEM_REPLY,
    NC_ ("sending",
         "{network} does not allow this reply to be sent from the desk. Copy the text "
         "and reply on {network} itself.") },
  { COMMS_PROBLEM_ACCESS,
    NC_ ("sending",
         "{network} does not let @{handle} post with its present access. Ask whoever "
         "manages that access at {network} to allow writing.") },
  { COMMS_PROBLEM_SUSPENDED,
    NC_ ("sending",
         "{network} has suspended @{handle}, so the post was not sent. Sign in on "
         "{network} itself to see why.") },
  { COMMS_PROBLEM_NOT_ALLOWED,
    NC_ ("sending",
         "{network} did not allow this post. Shorten it if it is long, or look on "
         "{network} whether @{handle} may post.") },
  { COMMS_PROBLEM_NOT_FOUND,
    NC_ ("sending",
         "{network} did not find the post that this one replies to, or the account’s "
         "address is wrong. Check both.") },
  { COMMS_PROBLEM_TOO_LARGE,
    NC_ ("sending",
         "The post is too large for {network}. Shorten it, or choose smaller pictures, "
         "and send it again.") },
  { COMMS_PROBLEM_LIMIT,
    NC_ ("sending",
         "{network} takes no more posts from @{handle} for now. The desk sends this one "
         "as soon as {network} takes posts again.") },
  { COMMS_PROBLEM_UNREACHABLE,
    NC_ ("sending",
         "{host} cannot be reached, so the post was not sent. Check the connection; "
         "the desk keeps trying.") },
  { COMMS_PROBLEM_TIMEOUT,
    NC_ ("sending",
         "{network} did not answer in time, so the post may be out. The desk looks on "
         "{network} before it sends anything again.") },
  { COMMS_PROBLEM_DROPPED,
    NC_ ("sending",
         "The connection to {network} broke off, so the post may be out. The desk looks "
         "on {network} before it sends anything again.") },
  { COMMS_PROBLEM_STOPPED,
    NC_ ("sending",
         "Sending was stopped after it had begun, so the post may be out. The desk looks "
         "on {network} before it sends anything again.") },
  { COMMS_PROBLEM_SERVER,
    NC_ ("sending",
         "{network} had a fault of its own, so the post may be out. The desk looks on "
         "{network} before it sends anything again.") },
  { COMMS_PROBLEM_INVALID,
    NC_ ("sending",
         "{network} does not accept the post as it is. Change the text and send it "
         "again.") },
};

/* The same where it went wrong before the post itself was sent. */
static const Row prepare_rows[] = {
  { COMMS_PROBLEM_INVALID,
    NC_ ("sending",
         "{network} does not take a picture or video of this post. Choose another one, "
         "or send the post without it.") },
  { COMMS_PROBLEM_NOT_ALLOWED,
    NC_ ("sending",
         "{network} does not let @{handle} add pictures or videos with its present "
         "access. Connect the account again and allow them.") },
  { COMMS_PROBLEM_TOO_LARGE,
    NC_ ("sending", "A picture or video is too large for {network}. Choose a smaller one.") },
  { COMMS_PROBLEM_TIMEOUT,
    NC_ ("sending",
         "{network} did not answer in time while the post was being prepared, so it was "
         "not sent. The desk tries again in a minute.") },
  { COMMS_PROBLEM_DROPPED,
    NC_ ("sending",
         "The connection to {network} broke off while the post was being prepared, so "
         "it was not sent. The desk tries again in a minute.") },
  { COMMS_PROBLEM_STOPPED,
    NC_ ("sending",
         "Sending was stopped while the post was being prepared, so it was not sent. "
         "The desk tries again in a minute.") },
  { COMMS_PROBLEM_SERVER,
    NC_ ("sending",
         "{network} had a fault of its own while the post was being prepared, so it was "
         "not sent. The desk tries again in a minute.") },
};

/* What a person reads about anything else that was asked of a network. */
static const Row ask_rows[] = {
  { COMMS_PROBLEM_SIGN_IN,
    NC_ ("network",
         "{network} no longer accepts the sign-in of @{handle}. Connect the account "
         "again.") },
  { COMMS_PROBLEM_CREDIT,
    NC_ ("network",
         "The credit of @{handle} at {network} is used up. Add credit in X’s developer "
         "console and try again.") },
  { COMMS_PROBLEM_ACCESS,
    NC_ ("network",
         "{network} does not allow this with the present access of @{handle}. Ask "
         "whoever manages that access at {network}.") },
  { COMMS_PROBLEM_SUSPENDED,
    NC_ ("network", "{network} has suspended @{handle}. Sign in on {network} itself to see why.") },
  { COMMS_PROBLEM_NOT_FOUND,
    NC_ ("network",
         "{host} does not know what was asked for. Check the account’s address and its "
         "number.") },
  { COMMS_PROBLEM_LIMIT,
    NC_ ("network",
         "{network} answers no more questions from @{handle} for now. Try again in a "
         "quarter of an hour.") },
  { COMMS_PROBLEM_UNREACHABLE,
    NC_ ("network", "{host} cannot be reached. Check the connection and try again.") },
  { COMMS_PROBLEM_TIMEOUT,
    NC_ ("network", "{host} did not answer. Check the connection and try again.") },
  { COMMS_PROBLEM_SERVER,
    NC_ ("network", "{network} had a fault of its own. Try again in a while.") },
  { COMMS_PROBLEM_INVALID,
    NC_ ("network",
         "{network} does not allow this for @{handle}. Look at the account on "
         "{network} itself.") },
};

/* What reads the same whatever was tried, since nothing was written. */
static const Row unsent_rows[] = {
  { COMMS_PROBLEM_NO_ADDRESS,
    NC_ ("network",
         "The address of {host} was not found, so nothing was sent. Check the "
         "connection, or ask whether this network blocks {network}.") },
  { COMMS_PROBLEM_NO_PROXY,
    NC_ ("network",
         "The proxy in this computer’s network settings did not let the desk reach "
         "{host}, so nothing was sent. Check it in the settings, or ask who runs it.") },
  { COMMS_PROBLEM_PORTAL,
    NC_ ("network",
         "This network shows a sign-in page of its own instead of {host}. Open a "
         "browser and sign in to the network; the desk then goes on.") },
};

static const struct
{
  GTlsCertificateFlags flag;
  const char *sentence;
} tls_rows[] = {
  { G_TLS_CERTIFICATE_EXPIRED,
    NC_ ("network",
         "The connection to {host} is not secure, because its certificate has expired, "
         "so nothing was sent. Check this computer’s date; if it is right, wait until "
         "{network} has mended it.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    NC_ ("network",
         "The connection to {host} is not secure, because its certificate is not valid "
         "yet, so nothing was sent. Check this computer’s date.") },
  { G_TLS_CERTIFICATE_REVOKED,
    NC_ ("network",
         "The connection to {host} is not secure, because its certificate was revoked, "
         "so nothing was sent. Wait until {network} has mended it.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    NC_ ("network",
         "The connection to {host} is not secure, because another computer answered in "
         "its place, so nothing was sent. Check the account’s address and this "
         "computer’s network.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    NC_ ("network",
         "The connection to {host} is not secure, because nobody this computer trusts "
         "vouches for it, so nothing was sent. Ask whether this network reads along.") },
};

static const char unsafe_sentence[] =
  NC_ ("network",
       "The connection to {host} is not secure, so nothing was sent. Check the "
       "computer’s date and its network.");

static const char *
find_tls_sentence (GTlsCertificateFlags flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (tls_rows); i++)
    {
      if ((flags & tls_rows[i].flag) != 0)
        return tls_rows[i].sentence;
    }
  return unsafe_sentence;
}

static const char *
find_row (const Row *rows, guint n_rows, CommsProblem problem)
{
  for (guint i = 0; i < n_rows; i++)
    {
      if (rows[i].problem == problem)
        return rows[i].sentence;
    }
  return NULL;
}

/* Problems that read like another one. */
static CommsProblem
get_likeness (CommsProblem problem, CommsStage stage)
{
  switch ((int) problem)
    {
    case COMMS_PROBLEM_EXPIRED:
      return COMMS_PROBLEM_SIGN_IN;
    case COMMS_PROBLEM_NONE:
    case COMMS_PROBLEM_UNREADABLE:
      return COMMS_PROBLEM_SERVER;
    case COMMS_PROBLEM_DROPPED:
    case COMMS_PROBLEM_STOPPED:
      return stage == COMMS_STAGE_ASK ? COMMS_PROBLEM_TIMEOUT : problem;
    default:
      return problem;
    }
}

static const char *
find_sentence (CommsProblem problem, CommsStage stage)
{
  const char *found = NULL;

  if (stage == COMMS_STAGE_ASK)
    {
      found = find_row (ask_rows, G_N_ELEMENTS (ask_rows), problem);
      return found != NULL ? found : ask_rows[G_N_ELEMENTS (ask_rows) - 1].sentence;
    }
  if (stage == COMMS_STAGE_PREPARE)
    found = find_row (prepare_rows, G_N_ELEMENTS (prepare_rows), problem);
  if (found == NULL)
    found = find_row (create_rows, G_N_ELEMENTS (create_rows), problem);
  return found != NULL ? found : create_rows[G_N_ELEMENTS (create_rows) - 1].sentence;
}

static char *
fill_in (const char *sentence, const char *network, const char *host, const char *handle)
{
  GString *text = g_string_new (sentence);

  g_string_replace (text, "{network}", network, 0);
  g_string_replace (text, "{host}", host, 0);
  g_string_replace (text, "{handle}", handle, 0);
  return g_string_free (text, FALSE);
}

/* The sentence as it stands in the source, and its context. */
static const char *
find_words (CommsProblem problem,
            CommsStage stage,
            GTlsCertificateFlags tls_errors,
            const char **context)
{
  const CommsProblem like = get_likeness (problem, stage);
  const char *sentence;

  *context = "network";
  if (like == COMMS_PROBLEM_UNSAFE)
    sentence = find_tls_sentence (tls_errors);
  else
    sentence = find_row (unsent_rows, G_N_ELEMENTS (unsent_rows), like);
  if (sentence != NULL)
    return sentence;
  *context = stage == COMMS_STAGE_ASK ? "network" : "sending";
  return find_sentence (like, stage);
}

char *
comms_problem_dup_sentence (CommsNetwork *network,
                            CommsProblem problem,
                            CommsStage stage,
                            GTlsCertificateFlags tls_errors)
{
  const char *context;
  const char *sentence = find_words (problem, stage, tls_errors, &context);

  return fill_in (g_dpgettext2 (GETTEXT_PACKAGE, context, sentence),
                  comms_network_get_answers (network)->name, comms_network_get_host (network),
                  comms_network_get_handle (network));
}

char *
comms_problem_dup_limit_sentence (CommsNetwork *network, guint minutes)
{
  const guint hours = (minutes + 59) / 60;
  const gboolean long_time = minutes >= 100;
  g_autofree char *number = g_strdup_printf ("%u", long_time ? hours : minutes);
  GString *sentence;

  /* Translators: {network} is the name of a network, {handle} the handle of an account without its
   * @, {n} a number. Leave them as they are. */
  sentence = g_string_new (
    long_time ? ngettext ("{network} takes nothing more from @{handle} for now. Try again in {n} "
                          "hour.",
                          "{network} takes nothing more from @{handle} for now. Try again in {n} "
                          "hours.",
                          hours)
              : ngettext ("{network} takes nothing more from @{handle} for now. Try again in {n} "
                          "minute.",
                          "{network} takes nothing more from @{handle} for now. Try again in {n} "
                          "minutes.",
                          minutes));
  g_string_replace (sentence, "{n}", number, 0);
  g_string_replace (sentence, "{network}", comms_network_get_answers (network)->name, 0);
  g_string_replace (sentence, "{handle}", comms_network_get_handle (network), 0);
  return g_string_free (sentence, FALSE);
}

char *
comms_problem_dup_host_sentence (const char *host, CommsHttpReply *http, CommsProblem problem)
{
  const char *context;
  const char *sentence = find_words (problem, COMMS_STAGE_ASK, http->tls_errors, &context);

  return fill_in (g_dpgettext2 (GETTEXT_PACKAGE, context, sentence), host, host, "");
}
