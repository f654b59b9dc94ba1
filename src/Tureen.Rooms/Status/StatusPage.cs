using System.Text;
using System.Text.Encodings.Web;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Status;

/// <summary>The page at /status: who is in which room.</summary>
/// <remarks>It is made at most once a second, and the number of rooms and peers on it is limited.</remarks>
internal sealed class StatusPage(RoomRegistry rooms, AccessRules access, TimeProvider time)
{
    private const int MaxRooms = 200;
    private const int MaxPeersPerRoom = 50;

    private const string Head =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5">
        <title>Tureen rooms</title>
        <style>
        :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 2rem 1rem; }
        h1 { margin: 0; font-size: 1.6rem; }
        p { margin: .3rem 0 1.5rem; opacity: .75; }
        section { border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.2rem; margin: 0 0 1rem; }
        h2 { margin: 0 0 .5rem; font-size: 1.1rem; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; }
        th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
        th { font-weight: 600; opacity: .75; border-top: 0; }
        </style>
        </head>
        <body>
        <h1>Tureen</h1>

        """;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<string>? _page;
    private long _madeAt;

    public async Task WriteAsync(HttpContext context)
    {
        if (!await access.CanSeeStatusAsync(context))
        {
            (int status, string reason) = access.RefuseStatus();
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.Headers.WWWAuthenticate = status == StatusCodes.Status401Unauthorized ? "Bearer" : default;
            await context.Response.WriteAsync(reason + "\n");
            return;
        }

        string page = await GetAsync();
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        await context.Response.WriteAsync(page);
    }

    /// <summary>The page of this second; simultaneous requests wait for the same page.</summary>
    internal Task<string> GetAsync()
    {
        lock (_gate)
        {
            bool isFresh = _page is { IsFaulted: false }
                && (!_page.IsCompleted || time.GetElapsedTime(Volatile.Read(ref _madeAt)) < Lifetime);
            return isFresh ? _page! : _page = MakeAsync();
        }
    }

    private async Task<string> MakeAsync()
    {
        IReadOnlyList<Room> open = rooms.Snapshot();
        RoomStatus[] statuses = await Task.WhenAll(open.Take(MaxRooms).Select(room => room.DescribeAsync(MaxPeersPerRoom)));
        var page = new StringBuilder(Head);
        page.Append($"<p>Version {Mediasoup.Version}, {Count(open.Count, "room")}, ");
        page.Append($"{Count(statuses.Sum(room => room.PeerCount), "peer")}</p>\n");
        foreach (RoomStatus room in statuses)
        {
            AppendRoom(page, room);
        }

        page.Append(statuses.Length == 0 ? "<section>No room is open.</section>\n" : string.Empty);
        page.Append(open.Count > MaxRooms ? $"<p>{open.Count - MaxRooms} more rooms are not shown, nor are their peers counted.</p>\n" : string.Empty);
        page.Append("</body>\n</html>\n");
        Volatile.Write(ref _madeAt, time.GetTimestamp());
        return page.ToString();
    }

    private static void AppendRoom(StringBuilder page, RoomStatus room)
    {
        page.Append($"<section>\n<h2>{Encode(room.Id)}</h2>\n");
        page.Append("<table>\n<tr><th>Peer</th><th>Name</th><th>Sends</th><th>Receives</th></tr>\n");
        foreach (PeerStatus peer in room.Peers)
        {
            string sends = string.Join(", ", peer.Producers.Select(Describe));
            page.Append($"<tr><td>{Encode(peer.Id)}</td><td>{Encode(peer.IsJoined ? peer.DisplayName : "(joining)")}</td>");
            page.Append($"<td>{(sends.Length > 0 ? sends : "nothing")}</td><td>{Count(peer.ConsumerCount, "stream")}</td></tr>\n");
        }

        int hidden = room.PeerCount - room.Peers.Count;
        page.Append(hidden > 0 ? $"<tr><td>and {hidden} more</td><td></td><td></td><td></td></tr>\n" : string.Empty);
        page.Append("</table>\n</section>\n");
    }

    private static string Describe(ProducerStatus producer) => producer.IsPaused ? producer.Kind + " (paused)" : producer.Kind;

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
