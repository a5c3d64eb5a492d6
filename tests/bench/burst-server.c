/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "burst-server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib.h>

/* A server of a hundred lines on bare sockets: who sends shares the processors with it, and is not
 * to be measured by what the server takes of them. */

#define MAX_EVENTS 64

typedef struct
{
  int fd;
  GString *received;
} Peer;

typedef struct
{
  Peer *peer;
  char *answer;
  gint64 at; /* monotonic */
} Answer;

typedef struct
{
  int epoll;
  int listener;
  gint64 delay; /* microseconds */
  guint n_created;
  GHashTable *texts; /* each is taken once */
  GQueue answers;    /* of Answer, the soonest first */
} Server;

static void
watch (Server *self, int fd, gpointer data)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = data };

  g_assert_no_errno (epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event));
}

static void
accept_peer (Server *self)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->fd = accept (self->listener, NULL, NULL);
  g_assert_no_errno (peer->fd);
  peer->received = g_string_new (NULL);
  watch (self, peer->fd, peer);
}

/* Nobody waits for an answer who has closed the connection. */
static void
drop_peer (Server *self, Peer *peer)
{
  for (GList *link = self->answers.head; link != NULL; link = link->next)
    if (((Answer *) link->data)->peer == peer)
      ((Answer *) link->data)->peer = NULL;
  close (peer->fd);
  g_string_free (peer->received, TRUE);
  g_free (peer);
}

static char *
dup_answer (Server *self, const char *status, const char *body)
{
  const time_t now = time (NULL);
  char date[64];

  strftime (date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime (&now));
  return g_strdup_printf ("HTTP/1.1 %s\r\nDate: %s\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          status, date, strlen (body), body);
}

/* @request is whole. */
static char *
dup_answer_to (Server *self, const char *request, const char *body)
{
  g_autofree char *created = NULL;

  if (!g_str_has_prefix (request, "POST /2/tweets ") ||
      strstr (request, "\r\nAuthorization: Bearer token-of-") == NULL)
    return dup_answer (self, "401 Unauthorized", "{}");
  if (!g_hash_table_add (self->texts, g_strdup (body)))
    return dup_answer (self, "403 Forbidden", "{\"detail\":\"duplicate content\"}");
  created = g_strdup_printf ("{\"data\":{\"id\":\"%u\",\"text\":\"\"}}", ++self->n_created);
  return dup_answer (self, "201 Created", created);
}

static void
send_answer (Peer *peer, const char *answer)
{
  const gssize length = (gssize) strlen (answer);

  g_assert_cmpint (send (peer->fd, answer, (gsize) length, MSG_NOSIGNAL), ==, length);
}

static void
answer (Server *self, Peer *peer, const char *body)
{
  g_autofree char *text = dup_answer_to (self, peer->received->str, body);
  Answer *later;

  if (self->delay == 0)
    {
      send_answer (peer, text);
      return;
    }
  later = g_new0 (Answer, 1);
  later->peer = peer;
  later->answer = g_steal_pointer (&text);
  later->at = g_get_monotonic_time () + self->delay;
  g_queue_push_tail (&self->answers, later);
}

static void
read_peer (Server *self, Peer *peer)
{
  char buffer[8192];
  const gssize n_read = recv (peer->fd, buffer, sizeof buffer, 0);
  const char *length;
  const char *body;

  if (n_read <= 0)
    {
      drop_peer (self, peer);
      return;
    }
  g_string_append_len (peer->received, buffer, n_read);
  body = strstr (peer->received->str, "\r\n\r\n");
  length = strstr (peer->received->str, "\r\nContent-Length: ");
  if (body == NULL || length == NULL ||
      strlen (body + 4) < g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10))
    return;
  answer (self, peer, body + 4);
  g_string_truncate (peer->received, 0);
}

/* Returns for how many milliseconds there is nothing to answer, -1 for ever. */
static int
send_answers (Server *self)
{
  const gint64 now = g_get_monotonic_time ();

  while (!g_queue_is_empty (&self->answers))
    {
      Answer *first = g_queue_peek_head (&self->answers);

      if (first->at > now)
        return (int) ((first->at - now + 999) / 1000);
      if (first->peer != NULL)
        send_answer (first->peer, first->answer);
      g_free (first->answer);
      g_free (g_queue_pop_head (&self->answers));
    }
  return -1;
}

static void
listen_on_loopback (Server *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  printf ("http://127.0.0.1:%u\n", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  fflush (stdout);
  /* It is open as long as the program runs. */
  self->listener = g_socket_get_fd (socket);
  watch (self, self->listener, NULL);
}

void
burst_server_run (guint delay)
{
  Server self = { .epoll = epoll_create1 (EPOLL_CLOEXEC), .delay = delay * 1000 };

  /* It ends with whoever measures, however that ends. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  self.texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listen_on_loopback (&self);
  for (;;)
    {
      struct epoll_event events[MAX_EVENTS];
      const int n_events = epoll_wait (self.epoll, events, MAX_EVENTS, send_answers (&self));

      for (int i = 0; i < n_events; i++)
        if (events[i].data.ptr == NULL)
          accept_peer (&self);
        else
          read_peer (&self, events[i].data.ptr);
    }
}
