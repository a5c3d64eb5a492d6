-- SPDX-License-Identifier: GPL-3.0-or-later
-- A busy minute: the queue of an account in the order in which it leaves, so that the next post is
-- found without looking at those behind it.
CREATE INDEX post_queue ON post (account_id, due_at, thread_position, id) WHERE state = 'queued';
