using System.Buffers.Binary;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Data;
using Tureen.Ortc;
using Tureen.Tests.Engine.Transports.Data;

namespace Tureen.Tests.Robustness;

/// <summary>
/// Data channel establishment messages (RFC 8832). Signaling creates channels here, as in mediasoup, so these messages are dropped and
/// counted; no event is raised, and nothing is kept.
/// </summary>
public sealed class H27_DcepTests : IDisposable
{
    private const byte OpenType = 3;
    private const byte AckType = 2;

    private readonly DataTransportScene _scene = new();
    private readonly DataProducerCore _producer;

    public H27_DcepTests()
    {
        _scene.Connect();
        _producer = _scene.Transport.ProduceData(
            DataTransportScene.Now,
            new DataProducerCoreOptions
            {
                Id = "producer",
                Type = DataProducerType.Sctp,
                SctpStreamParameters = new SctpStreamParameters { StreamId = 7, Ordered = true },
                Label = "label",
                Protocol = "protocol",
            },
            _scene);
        _scene.Pump();
    }

    private TransportData Data => _scene.Transport.Data;

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
        Receive((ushort)streamId, DataChannelPpid.Control, message);

        Assert.Equal(1, _scene.Engine.Drops[DropReason.DataControl]);
        AssertUnharmed();
    }

    [Fact]
    public void H27_ten_thousand_openings_keep_nothing()
    {
        byte[] open = Open(labelLength: 40, protocolLength: 40, rest: 80);
        for (int i = 0; i < 10_000; i++)
        {
            Receive((ushort)i, DataChannelPpid.Control, open);
        }

        Assert.Equal(10_000, _scene.Engine.Drops[DropReason.DataControl]);
        AssertUnharmed();
    }

    [Fact]
    public void H27_closing_and_opening_that_race_leave_the_stream_to_the_last_who_made_it()
    {
        // The peer resets while we close; then the stream is used again.
        Data.HandleStreamReset(DataTransportScene.Now, 7, _scene);
        Data.CloseDataProducer(DataTransportScene.Now, _producer, _scene);
        Data.HandleStreamReset(DataTransportScene.Now, 7, _scene);
        Receive(7, DataChannelPpid.Binary, [1]);
        Assert.Equal(1, _scene.Engine.Drops[DropReason.DataNoProducer]);

        DataProducerCore again = _scene.Transport.ProduceData(
            DataTransportScene.Now, _producer.Options with { Id = "again" }, _scene);
        Receive(7, DataChannelPpid.Binary, [1]);
        Assert.Equal(1, again.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    public void Dispose() => _scene.Dispose();

    private static byte[] Open(ushort labelLength, ushort protocolLength, int rest)
    {
        const int HeaderLength = 12;
        byte[] message = new byte[HeaderLength + rest];
        message[0] = OpenType;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(8), labelLength);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(10), protocolLength);
        return message;
    }

    private void Receive(ushort streamId, uint ppid, byte[] message) =>
        Data.HandleMessage(DataTransportScene.Now, streamId, ppid, message, _scene);

    private void AssertUnharmed()
    {
        Assert.Same(_producer, Assert.Single(Data.Producers).Value);
        Assert.Equal(0, _scene.Waiting);
        Assert.Equal(0, _producer.GetStats(DataTransportScene.Now).MessagesReceived);
        Receive(7, DataChannelPpid.Binary, [1, 2, 3]);
        Assert.Equal(1, _producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }
}
