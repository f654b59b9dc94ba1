using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Sctp.Send;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>A data producer and its data consumers over an SCTP association that only counts.</summary>
internal sealed class DataScene : IDataTransport, IDisposable
{
    private readonly PacketSlab _slab = new();

    public DataScene() => Context = new EngineContext(
        new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(0)), null!, new SharedRtpPacketPool(_slab));

    public EngineContext Context { get; }

    public Timestamp Now { get; set; } = new(3_600_000_000);

    public DataProducerCore Producer { get; } = new(new DataProducerCoreOptions { Id = "producer", Type = DataProducerType.Direct });

    public int MaxSendMessageSize { get; set; } = 1000;

    public bool CarriesSubchannels { get; set; }

    public bool IsDataOpen { get; set; } = true;

    public SendOutcome Outcome { get; set; } = SendOutcome.Queued;

    public int SentCount { get; private set; }

    /// <summary>Keeps what is sent, which allocates.</summary>
    public List<byte[]>? Sent { get; set; } = [];

    public SendParameters LastParameters { get; private set; }

    public DataConsumerCore Consume(params ushort[] subchannels) =>
        ConsumeOn(new SctpStreamParameters { StreamId = 1, Ordered = true }, subchannels);

    public DataConsumerCore ConsumeOn(SctpStreamParameters stream, params ushort[] subchannels)
    {
        var consumer = new DataConsumerCore(Context, this, Producer, new DataConsumerCoreOptions
        {
            Id = "consumer",
            Type = DataConsumerType.Sctp,
            SctpStreamParameters = stream,
            Subchannels = subchannels,
        });
        Producer.AddConsumer(consumer);
        return consumer;
    }

    /// <summary>Gives the producer a message and returns how many consumers sent it.</summary>
    public int Push(ReadOnlySpan<byte> payload, ReadOnlySpan<ushort> subchannels = default, ushort? required = null, ushort? ignored = null)
    {
        int before = SentCount;
        var message = new DataMessage
        {
            Ppid = 51,
            Payload = payload,
            Subchannels = subchannels,
            RequiredSubchannel = required,
            IgnoredSubchannel = ignored,
        };
        Producer.HandleMessage(Now, message, null!);
        return SentCount - before;
    }

    public SendOutcome TrySendData(
        Timestamp now, DataConsumerCore consumer, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (Outcome == SendOutcome.Queued)
        {
            SentCount++;
            Sent?.Add(payload.ToArray());
            LastParameters = consumer.SendParameters;
        }

        return Outcome;
    }

    public long GetBufferedAmount(DataConsumerCore consumer) => 42;

    public void SetBufferedAmountLowThreshold(Timestamp now, DataConsumerCore consumer, long threshold)
    {
    }

    public void CloseDataConsumer(Timestamp now, DataConsumerCore consumer, IDatagramSink sink) => consumer.Close();

    public void Dispose() => _slab.Dispose();
}
