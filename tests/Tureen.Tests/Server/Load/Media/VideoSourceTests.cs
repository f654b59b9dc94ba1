using Tureen.Client.Native;
using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Media;

public sealed class VideoSourceTests
{
    private const int FramesPerSecond = 25;

    private readonly EncodedTrack _track = new(MediaKind.Video);
    private readonly List<(EncodedPacket Packet, byte[] Payload)> _sent = [];
    private readonly VideoSource _source;

    public VideoSourceTests()
    {
        _track.Written += packet => _sent.Add((packet, packet.Payload.ToArray()));
        _source = new VideoSource(_track, VideoLayer.Simulcast(3, 720, 900_000), FramesPerSecond, new Random(1));
    }

    [Fact]
    public void Each_encoding_has_its_size_and_its_share_of_the_bits()
    {
        Send(1 + (FramesPerSecond * 2));
        int[] heights = [.. Keys().Select(static key => key.Height)];
        double[] bits = [.. Enumerable.Range(0, 3).Select(encoding => Deltas(encoding).Sum(static payload => (payload.Length - Vp8Descriptor.Length) * 8.0) / 2)];

        Assert.Equal([180, 360, 720], heights);
        Assert.InRange(bits[0], 99_000, 101_000);
        Assert.InRange(bits[1], 299_000, 301_000);
        Assert.InRange(bits[2], 899_000, 901_000);
        Assert.Equal(_sent.Count, _source.Packets);
        Assert.All(_sent, static one => Assert.InRange(one.Payload.Length, Vp8Descriptor.Length + 1, VideoEncoding.MaxPayloadLength));
    }

    [Fact]
    public void A_request_makes_the_next_frame_of_its_encoding_a_key_frame()
    {
        Send(3);
        _sent.Clear();

        _track.RequestKeyFrame(1);
        _track.RequestKeyFrame(7);
        Send(2);

        Assert.Equal(360, Assert.Single(Keys()).Height);
    }

    [Fact]
    public void The_numbers_are_those_of_two_temporal_layers()
    {
        Send(5);
        PayloadDescriptor[] frames = [.. _sent.Where(static one => one.Packet.Marker && one.Packet.Encoding == 0).Select(static one =>
        {
            Assert.True(Vp8PayloadDescriptor.TryParse(one.Payload, one.Packet.Marker, out PayloadDescriptor descriptor));
            return descriptor;
        })];

        Assert.Equal([0, 1, 0, 1, 0], frames.Select(static frame => (int)frame.TemporalLayer));
        Assert.Equal([0, 0, 1, 1, 2], frames.Select(frame => frame.Tl0PictureIndex - frames[0].Tl0PictureIndex));
        Assert.Equal([0, 1, 2, 3, 4], frames.Select(frame => frame.PictureId - frames[0].PictureId));
    }

    [Fact]
    public void Timestamps_follow_the_time_and_are_the_same_in_all_encodings()
    {
        Send(3);
        uint[] timestamps = [.. _sent.Select(static one => one.Packet.Timestamp).Distinct()];

        Assert.Equal([3_600u, 3_600u], timestamps.Zip(timestamps.Skip(1), static (first, second) => second - first));
        Assert.Equal(3 * 3, _sent.Count(static one => one.Packet.Marker));
    }

    private void Send(int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            _source.Send(_source.Interval * i, DateTimeOffset.UnixEpoch);
        }
    }

    private IEnumerable<Vp8Payload> Keys() => _sent
        .Select(static one => Vp8Payload.TryParse(one.Payload, out Vp8Payload payload) ? payload : default)
        .Where(static payload => payload.IsKey);

    /// <summary>The payloads of an encoding without those of the first frame, which is a key frame.</summary>
    private IEnumerable<byte[]> Deltas(int encoding) => _sent
        .Where(one => one.Packet.Encoding == encoding && one.Packet.Timestamp != _sent[0].Packet.Timestamp)
        .Select(static one => one.Payload);
}
