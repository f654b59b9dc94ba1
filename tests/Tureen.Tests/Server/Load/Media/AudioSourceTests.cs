using Tureen.Client.Native;
using Tureen.Ortc;
using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Media;

public sealed class AudioSourceTests
{
    [Fact]
    public void The_microphones_of_a_room_take_turns()
    {
        List<int?>[] levels = [[], []];
        AudioSource[] sources = [.. levels.Select((heard, place) =>
        {
            var track = new EncodedTrack(MediaKind.Audio);
            track.Written += packet => heard.Add(packet.AudioLevel);
            return new AudioSource(track, place, count: 2, frameLength: 80);
        })];

        foreach (double seconds in new[] { 0, 3.98, 4, 7.98, 8 })
        {
            Array.ForEach(sources, source => source.Send(TimeSpan.FromSeconds(seconds), DateTimeOffset.UnixEpoch));
        }

        Assert.Equal([30, 30, 127, 127, 30], levels[0]);
        Assert.Equal([127, 127, 30, 30, 127], levels[1]);
        Assert.Equal(5, sources[0].Packets);
    }
}
