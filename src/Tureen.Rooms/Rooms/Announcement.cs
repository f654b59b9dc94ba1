using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>Notifications for many peers. Each is written once, or once for each dialect, whatever the number of peers.</summary>
internal static class Announcement
{
    /// <summary>Sends a notification to peers.</summary>
    /// <param name="peers">Who gets it.</param>
    /// <param name="method">Its method.</param>
    /// <param name="data">Its data, which is the same in all dialects.</param>
    /// <param name="isOptional">It may be left out when a peer reads slowly, because a later one replaces it.</param>
    public static void Send(IEnumerable<Peer> peers, string method, JsonObject data, bool isOptional = false)
    {
        byte[]? frame = null;
        foreach (Peer peer in peers)
        {
            frame ??= ProtooFrame.Notification(method, data);
            peer.Send(frame, isOptional);
        }
    }

    /// <summary>Sends a notification to peers, to each in its dialect.</summary>
    public static void SendInDialect(IEnumerable<Peer> peers, string method, Func<Dialect, JsonObject> describe) =>
        SendInDialect(peers, dialect => [(method, describe(dialect))], isOptional: false);

    /// <summary>Sends notifications to peers, to each those of its dialect.</summary>
    public static void SendInDialect(IEnumerable<Peer> peers, Func<Dialect, IEnumerable<(string Method, JsonObject Data)>> describe, bool isOptional)
    {
        Dictionary<Dialect, byte[][]> frames = [];
        foreach (Peer peer in peers)
        {
            if (!frames.TryGetValue(peer.Dialect, out byte[][]? written))
            {
                written = [.. describe(peer.Dialect).Select(static one => ProtooFrame.Notification(one.Method, one.Data))];
                frames.Add(peer.Dialect, written);
            }

            foreach (byte[] frame in written)
            {
                peer.Send(frame, isOptional);
            }
        }
    }
}
