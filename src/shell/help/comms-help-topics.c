/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "CommsShell"

#include "config.h"

#include "comms-help-topics.h"

#include <glib/gi18n-lib.h>

static const char *const first_steps[] = {
  NC_ ("help", "Comms Desk makes a day of posts out of one press release, takes each through "
               "re-reading and approval, sends it once, and keeps the record."),
  NC_ ("help", "# Try it first"),
  NC_ ("help", "Open the practice desk from the welcome page. It holds a month of made-up work and a "
               "network that exists only on this computer, so nothing you do there can go out."),
  NC_ ("help", "# A day’s work"),
  NC_ ("help", "• Press Ctrl+Shift+N for a new release and paste its text; headline, subhead, lede, "
               "quotes and conclusion are found by themselves."),
  NC_ ("help", "• Press “Make the Day’s Posts”, look through the plan, and make the drafts that you want. “Re-read "
         "All” schedules them together."),
  NC_ ("help", "• Open a draft from the calendar with Enter, change what you like, and press "
               "Ctrl+Enter to re-read it."),
  NC_ ("help", "• Tick that you have read it as a stranger would, and schedule or send it. For half a "
               "minute you can still take it back with Ctrl+Z."),
  NC_ ("help", "• The page Today shows what waits for you and what went wrong. The Log shows "
               "everything that was done, and by whom."),
  NULL,
};

static const char *const cascade[] = {
  NC_ ("help", "One release carries a whole day: its headline, subhead, lede, each quote and the "
               "conclusion become posts of their own, three to five a day."),
  NC_ ("help", "# What the desk takes care of"),
  NC_ ("help", "• Texts are fitted by whole sentences and whole words, with the link and at most two "
               "hashtags."),
  NC_ ("help", "• One link stands at most three times a day on an account. A further part goes "
               "without one, or on the next day."),
  NC_ ("help", "• Nothing is planned before the embargo lifts, and never a sixth post on one day."),
  NC_ ("help", "• A part that says what another one says is left out. The coverage strip shows which "
               "parts are used."),
  NC_ ("help", "Running it again fills only the gaps: no post is made twice."),
  NULL,
};

static const char *const states[] = {
  NC_ ("help", "Each post has a state, shown by a shape and a word. Outlined shapes are not out yet; "
               "solid ones are final."),
  NC_ ("help", "• Draft: only here. Change it as you like."),
  NC_ ("help", "• In review: waits for a manager. Approved: signed, with its text, account and time; "
               "any change takes the approval away."),
  NC_ ("help", "• Queued: re-read and on its way, at its time. On hold for half a minute first, with "
               "Undo in the foot line."),
  NC_ ("help", "• Sending: leaving at this moment. Posted: it is out, and its address is known."),
  NC_ ("help", "• Refused: the network said no, and why. Edit it and send it again."),
  NC_ ("help", "• Missed: its time went by, for instance because the computer was asleep. Nothing is "
               "sent late without you: re-read it, or let it go."),
  NC_ ("help", "# Unknown"),
  NC_ ("help", "The network gave no clear answer, so the post may be out already. It is never sent "
               "again by itself. “Check and Decide” looks on the network; where that tells nothing, "
               "look yourself and say whether it is there."),
  NULL,
};

static const char *const practice[] = {
  NC_ ("help", "A practice desk is marked twice, by the yellow striped bar and by the tag over the "
               "navigation. It can only ever talk to this computer."),
  NC_ ("help", "• Act as any of its people, from the striped bar: an officer submits, a manager "
               "approves."),
  NC_ ("help", "• Press F8 and choose what goes wrong with the next post: a slow answer, no answer, a "
               "sign-in that has run out, and the rest. Then see what the desk does, and what it "
               "leaves to you."),
  NC_ ("help", "To begin anew, delete the practice desk’s file and open it again from the welcome "
               "page."),
  NULL,
};

static const char *const accounts[] = {
  NC_ ("help", "Accounts are connected one by one in the preferences, under Accounts. The sign-in "
               "goes into this computer’s keyring and nowhere else: not into the desk file, not into a "
               "backup, not into an export."),
  NC_ ("help", "• Give each account a colour. Its colour and its name stand over everything that goes "
               "out from it, so that nobody sends from the wrong one."),
  NC_ ("help", "• “Test” asks the network whose sign-in it is. It posts nothing."),
  NC_ ("help", "• When a network no longer takes a sign-in, its posts wait, and the account asks you to "
               "sign in again."),
  NC_ ("help", "“Pause All Sending”, Ctrl+Shift+P, holds everything back at once, on all accounts."),
  NC_ ("help", "One account alone is held back there by “Pause…”, with a reason for the log."),
  NULL,
};

static const char *const backups[] = {
  NC_ ("help", "The desk saves by itself, within two seconds, and is whole even after a power cut. It "
               "makes a backup each day and keeps seven days, four weeks and twelve months of them in "
               "the folder “backups” beside it."),
  NC_ ("help", "• “Back Up Now” in the main menu copies the whole desk to where you say."),
  NC_ ("help", "• “Open” on the welcome page takes a desk that a colleague handed over, or a backup. "
               "A backup takes the place of its desk; what stood there is kept beside it."),
  NC_ ("help", "A desk that is damaged is not opened: the newest backup that is whole is offered in "
               "its place."),
  NULL,
};

static const char *const translating[] = {
  NC_ ("help", "The program speaks English and Urdu, and the language can be changed at once, on the "
               "welcome page or in the preferences. A draft has its own language and its own "
               "direction, whatever the program speaks."),
  NC_ ("help", "# Translate a release"),
  NC_ ("help", "Write the twin of a release in the other language as a release of its own. An Urdu "
               "post is right to left in an English window, and the other way round."),
  NC_ ("help", "# Translate the program"),
  NC_ ("help", "The words of the program are in the folder “po” of its source. Copy “ur.po” as a "
               "start, translate it with any editor for such files, and send it. The README says how "
               "to try it."),
  NULL,
};

static const CommsHelpTopic topics[] = {
  { "first-steps", NC_ ("help", "First steps"), first_steps },
  { "cascade", NC_ ("help", "A day of posts"), cascade },
  { "states", NC_ ("help", "States of a post"), states },
  { "practice", NC_ ("help", "Practising"), practice },
  { "accounts", NC_ ("help", "Accounts"), accounts },
  { "backups", NC_ ("help", "Saving and backups"), backups },
  { "translating", NC_ ("help", "Languages"), translating },
};

/**
 * comms_help_topics:
 *
 * Returns: (transfer none): the topics of the help, in their order
 */
const CommsHelpTopic *
comms_help_topics (guint *n_topics)
{
  *n_topics = G_N_ELEMENTS (topics);
  return topics;
}
