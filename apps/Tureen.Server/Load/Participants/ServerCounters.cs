using System.Text.Json.Nodes;
using Tureen.Client.Protoo;
using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Reports;

namespace Tureen.Server.Load.Participants;

/// <summary>Asks the server what it counted of the tracks of this program, in mediasoup-demo's dialects.</summary>
internal sealed class ServerCounters
{
    /// <summary>Requests at once, so that none waits long for its answer.</summary>
    private const int Concurrency = 64;

    private long _serverSent;
    private long _received;
    private long _serverReceived;
    private long _sent;
    private int _tracks;

    /// <summary>Compares what stands still: nobody sends any more.</summary>
    /// <returns>The result; null if the server does not answer such requests.</returns>
    public static async Task<ComparisonReport?> CompareAsync(IReadOnlyList<Participant> participants)
    {
        var counters = new ServerCounters();
        try
        {
            await Parallel.ForEachAsync(
                participants, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, (participant, _) => counters.AddAsync(participant));
        }
        catch (Exception error) when (error is ProtooException or MediasoupException or InvalidOperationException or FormatException)
        {
            // The server does not know the request, or answers something else.
            return null;
        }

        return counters._tracks == 0 ? null : new ComparisonReport(
            counters._tracks,
            counters._serverSent,
            counters._received,
            Difference(counters._received, counters._serverSent),
            counters._serverReceived,
            counters._sent,
            Difference(counters._sent, counters._serverReceived));
    }

    private static double Difference(long ours, long theirs) => theirs == 0 ? 0 : Math.Round(100.0 * Math.Abs(ours - theirs) / theirs, 4);

    private async ValueTask AddAsync(Participant participant)
    {
        foreach (ReceivedStream stream in participant.Received)
        {
            Interlocked.Add(ref _serverSent, await CountAsync(participant, "getConsumerStats", "consumerId", stream.ConsumerId, "outbound-rtp"));
            ReceivedTotals totals = stream.Read(isOver: false);
            Interlocked.Add(ref _received, totals.Packets + totals.Lost);
            Interlocked.Increment(ref _tracks);
        }

        foreach (SentStream stream in participant.Sent)
        {
            Interlocked.Add(ref _serverReceived, await CountAsync(participant, "getProducerStats", "producerId", stream.Producer.Id, "inbound-rtp"));
            Interlocked.Add(ref _sent, await stream.CountAsync());
        }
    }

    private static async Task<long> CountAsync(Participant participant, string method, string idName, string id, string type)
    {
        JsonNode answer = await participant.Room.RequestAsync(method, new JsonObject { [idName] = id });
        JsonArray entries = answer as JsonArray ?? answer["stats"] as JsonArray ?? throw new ProtooException(0, $"{method} has no statistics");
        return entries
            .Where(entry => (string?)entry?["type"] == type)
            .Sum(static entry => Number(entry, "packetCount") + (IsInbound(entry) ? Math.Max(0, Number(entry, "packetsLost")) : 0));
    }

    private static bool IsInbound(JsonNode? entry) => (string?)entry?["type"] == "inbound-rtp";

    private static long Number(JsonNode? entry, string name) => (long?)entry?[name] ?? 0;
}
