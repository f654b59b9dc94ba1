using Tureen.Client;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>Gathers the numbers of a session.</summary>
internal sealed class StatsReader
{
    private readonly StreamNumbers _streams = new();

    public async Task<List<StatsEntry>> ReadAsync(RoomSession session, Func<string, string> nameOf)
    {
        List<StatsEntry?> entries = [];
        if (session.Connection.Receive is { Closed: false } recv)
        {
            RtcStatsReport report = await recv.GetStatsAsync();
            Downlink? downlink = session.Connection.Downlink;
            string words = DownlinkWords.Sentence(downlink, session.Received.IsReducedByConnection);
            entries.Add(_streams.Connection("recv", Language.Text("stat.receiving"), report, isSending: false) is { } entry ? entry with { Words = words } : null);
            foreach (RemoteMedia media in session.Received.All)
            {
                entries.Add(_streams.Received($"{nameOf(media.PeerId)} · {Word(media.Source)}", report, media, downlink));
            }
        }

        if (session.Connection.Send is { Closed: false } send)
        {
            RtcStatsReport report = await send.GetStatsAsync();
            entries.Add(_streams.Connection("send", Language.Text("stat.sending"), report, isSending: true));
            foreach ((string source, Producer producer) in session.Sent.Producers)
            {
                entries.Add(_streams.Sent(producer.Id, $"{Language.Text("you")} · {Word(source)}", report, producer));
            }
        }

        return [.. entries.OfType<StatsEntry>()];
    }

    private static string Word(string source) => source switch
    {
        MediaSource.Microphone => Language.Text("device.microphone"),
        MediaSource.Camera => Language.Text("device.camera"),
        MediaSource.Screen => Language.Text("device.screen"),
        _ => Language.Text("device.media"),
    };
}
