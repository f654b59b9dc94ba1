using System.Buffers.Binary;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Transports;

namespace Tureen.Tests.Robustness;

/// <summary>
/// Data channel establishment messages (RFC 8832). Signaling creates channels here, as in mediasoup, so these messages are dropped and
/// counted; no event is raised, and nothing is kept.
/// </summary>
public sealed class H27_DcepTests : IDisposable
{
    private const byte OpenType = 3;
    private const byte AckType = 2;

    private readonly DataTransportScene _transport = DataTransportScene.Create();
    private readonly DataProducerCore _producer;

    public H27_DcepTests()
    {
        _producer = _transport.ProduceData(
            DataTransportScene.Now,
            new DataProducerCoreOptions
            {
                Id = "producer",
                Type = DataProducerType.Sctp,
                SctpStreamParameters = new SctpStreamParameters { StreamId = 7, Ordered = true },
                Label = "label",
                Protocol = "protocol",
            },
            null!);
    }

    public static TheoryData<int, byte[]> Hostile => new()
    {
        // A stream that is used, one that is free, and the wrong parity.
        { 7, Open(labelLength: 4, protocolLength: 0, rest: 4) },
        { 8, Open(labelLength: 4, protocolLength: 0, rest: 4) },
        { 9, Open(labelLength: 4, protocolLength: 0, rest: 4) },

        // Lengths beyond the message.
        { 7, Open(labelLength: 65_535, protocolLength: 65_535, rest: 0) },
        { 7, Open(labelLength: 1, protocolLength: 65_535, rest: 1) },

        // Cut short, an ACK that nobody waits for, an unknown type.
        { 7, [OpenType] },
        { 7, [OpenType, 0, 0] },
        { 7, [AckType] },
        { 7, [0xFF, 0xFF, 0xFF] },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void H27_what_a_peer_says_by_DCEP_changes_nothing(int streamId, byte[] message)
    {
        _transport.Receive((ushort)streamId, DataChannelPpid.Control, message);

        Assert.Equal(1, _transport.Engine.Drops[DropReason.DataControl]);
        AssertUnharmed();
    }

    [Fact]
    public void H27_ten_thousand_openings_keep_nothing()
    {
        byte[] open = Open(labelLength: 40, protocolLength: 40, rest: 80);
        for (int i = 0; i < 10_000; i++)
        {
            _transport.Receive((ushort)i, DataChannelPpid.Control, open);
        }

        Assert.Equal(10_000, _transport.Engine.Drops[DropReason.DataControl]);
        AssertUnharmed();
    }

    [Fact]
    public void H27_closing_and_opening_that_race_leave_the_stream_to_the_last_who_made_it()
    {
        // The peer resets while we close; then the stream is used again.
        _transport.RaiseStreamReset(7);
        _transport.CloseDataProducer(DataTransportScene.Now, _producer, null!);
        _transport.RaiseStreamReset(7);
        _transport.Receive(7, DataChannelPpid.Binary, [1]);
        Assert.Equal(1, _transport.Engine.Drops[DropReason.DataNoProducer]);

        DataProducerCore again = _transport.ProduceData(
            DataTransportScene.Now, _producer.Options with { Id = "again" }, null!);
        _transport.Receive(7, DataChannelPpid.Binary, [1]);
        Assert.Equal(1, again.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    public void Dispose() => _transport.Close(DataTransportScene.Now, null!);

    private static byte[] Open(ushort labelLength, ushort protocolLength, int rest)
    {
        const int HeaderLength = 12;
        byte[] message = new byte[HeaderLength + rest];
        message[0] = OpenType;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(8), labelLength);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(10), protocolLength);
        return message;
    }

    private void AssertUnharmed()
    {
        Assert.Same(_producer, Assert.Single(_transport.DataProducers).Value);
        Assert.DoesNotContain(_transport.Recorded.Calls, static call => call.StartsWith("send", StringComparison.Ordinal));
        Assert.Equal(0, _producer.GetStats(DataTransportScene.Now).MessagesReceived);
        _transport.Receive(7, DataChannelPpid.Binary, [1, 2, 3]);
        Assert.Equal(1, _producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }
}
