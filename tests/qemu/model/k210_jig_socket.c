/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jig's door for programs on the host: every connection is a client. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "io/channel-socket.h"
#include "io/channel-watch.h"
#include "io/net-listener.h"
#include "k210_jig_private.h"

/* How long a reader may take for what was said before the machine ends. */
#define LAST_WORDS_MS 5000

typedef struct Connection {
    K210Jig *jig;
    K210JigClient *client;
    QIOChannel *channel;
    guint in_watch;
    guint out_watch;
    size_t start, end;          /* of what waits in buf to be sent */
    char buf[4096];
} Connection;

static void hang_up(Connection *con)
{
    if (con->in_watch) {
        g_source_remove(con->in_watch);
    }
    if (con->out_watch) {
        g_source_remove(con->out_watch);
    }
    con->jig->connections = g_list_remove(con->jig->connections, con);
    k210_jig_detach(con->client);
    object_unref(OBJECT(con->channel));
    g_free(con);
}

/* Sends what waits. False when the connection is broken. */
static bool send_lines(Connection *con)
{
    for (;;) {
        ssize_t sent;

        if (con->start == con->end) {
            con->start = 0;
            con->end = k210_jig_take(con->client, con->buf, sizeof(con->buf));
            if (!con->end) {
                return true;
            }
        }
        sent = qio_channel_write(con->channel, con->buf + con->start,
                                 con->end - con->start, NULL);
        if (sent == QIO_CHANNEL_ERR_BLOCK) {
            return true;
        }
        if (sent < 0) {
            return false;
        }
        con->start += sent;
    }
}

static gboolean can_send(QIOChannel *channel, GIOCondition condition,
                         gpointer opaque)
{
    Connection *con = opaque;

    if (!send_lines(con)) {
        con->out_watch = 0;
        hang_up(con);
        return G_SOURCE_REMOVE;
    }
    if (con->start == con->end) {
        con->out_watch = 0;
        return G_SOURCE_REMOVE;
    }
    return G_SOURCE_CONTINUE;
}

/* Sending from here could hang up under the feet of whoever calls. */
static void lines_wait(void *opaque)
{
    Connection *con = opaque;

    if (!con->out_watch) {
        con->out_watch = qio_channel_add_watch(con->channel, G_IO_OUT,
                                               can_send, con, NULL);
    }
}

static gboolean gone(QIOChannel *channel, GIOCondition condition,
                     gpointer opaque)
{
    Connection *con = opaque;

    con->in_watch = 0;
    hang_up(con);
    return G_SOURCE_REMOVE;
}

static gboolean can_receive(QIOChannel *channel, GIOCondition condition,
                            gpointer opaque)
{
    Connection *con = opaque;
    char buf[4096];
    ssize_t size = qio_channel_read(channel, buf, sizeof(buf), NULL);

    if (size == QIO_CHANNEL_ERR_BLOCK) {
        return G_SOURCE_CONTINUE;
    }
    if (size > 0) {
        k210_jig_put(con->client, buf, size);
        return G_SOURCE_CONTINUE;
    }
    if (size < 0 || (condition & (G_IO_HUP | G_IO_ERR))) {
        return gone(channel, condition, con);
    }
    /* It has said all it had to say, and may go on listening. */
    con->in_watch = qio_channel_add_watch(channel, G_IO_HUP | G_IO_ERR, gone,
                                          con, NULL);
    return G_SOURCE_REMOVE;
}

static void accept_client(QIONetListener *listener, QIOChannelSocket *socket,
                          gpointer opaque)
{
    Connection *con = g_new0(Connection, 1);

    con->channel = QIO_CHANNEL(socket);
    object_ref(OBJECT(socket));
    qio_channel_set_blocking(con->channel, false, NULL);
    con->jig = opaque;
    con->jig->connections = g_list_append(con->jig->connections, con);
    con->client = k210_jig_attach(con->jig, K210_JIG_UNSAVED, lines_wait,
                                  con);
    con->in_watch = qio_channel_add_watch(con->channel,
                                          G_IO_IN | G_IO_HUP | G_IO_ERR,
                                          can_receive, con, NULL);
}

void k210_jig_flush(K210Jig *s)
{
    int64_t end = g_get_monotonic_time() + LAST_WORDS_MS * 1000;

    for (GList *l = s->connections; l; l = l->next) {
        Connection *con = l->data;
        GPollFD poll = {
            .fd = QIO_CHANNEL_SOCKET(con->channel)->fd,
            .events = G_IO_OUT,
        };

        while (send_lines(con) && con->start < con->end &&
               g_get_monotonic_time() < end) {
            g_poll(&poll, 1, 100);
        }
    }
}

/* The socket gets its name once it can be connected to. */
void k210_jig_listen(K210Jig *s, const char *path, Error **errp)
{
    QIONetListener *listener = qio_net_listener_new();
    g_autofree char *unfinished = g_strconcat(path, ".new", NULL);
    SocketAddress address = {
        .type = SOCKET_ADDRESS_TYPE_UNIX,
        .u.q_unix.path = unfinished,
    };

    if (qio_net_listener_open_sync(listener, &address, 8, errp) < 0) {
        object_unref(OBJECT(listener));
        return;
    }
    qio_net_listener_set_client_func(listener, accept_client, s, NULL);
    if (rename(unfinished, path) < 0) {
        error_setg_errno(errp, errno, "cannot make the socket %s", path);
    }
}
