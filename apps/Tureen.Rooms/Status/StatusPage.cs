using System.Text;
using System.Text.Encodings.Web;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Status;

/// <summary>The page at /status: who is in which room.</summary>
internal sealed class StatusPage(RoomRegistry rooms)
{
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

    public async Task WriteAsync(HttpContext context)
    {
        RoomStatus[] statuses = await Task.WhenAll(rooms.Snapshot().Select(room => room.DescribeAsync()));
        var page = new StringBuilder(Head);
        page.Append($"<p>Version {Mediasoup.Version}, {Count(statuses.Length, "room")}, ");
        page.Append($"{Count(statuses.Sum(room => room.Peers.Count), "peer")}</p>\n");
        foreach (RoomStatus room in statuses)
        {
            AppendRoom(page, room);
        }

        page.Append(statuses.Length == 0 ? "<section>No room is open.</section>\n" : string.Empty);
        page.Append("</body>\n</html>\n");
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        await context.Response.WriteAsync(page.ToString());
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

        page.Append("</table>\n</section>\n");
    }

    private static string Describe(ProducerStatus producer) => producer.IsPaused ? producer.Kind + " (paused)" : producer.Kind;

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
