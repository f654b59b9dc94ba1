using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Engine.Transports;

/// <summary>A transport over a <see cref="RecordingAssociation"/>, alone in its router.</summary>
internal sealed class DataTransportScene : TransportCore
{
    private readonly PacketSlab _slab;
    private readonly bool _isPipe;

    private DataTransportScene(EngineContext context, PacketSlab slab, bool isPipe)
        : base(new OneRouter(), context, "transport", new DataTransportOptions
        {
            EnableSctp = true,
            IsDataChannel = !isPipe,
            MaxReceiveMessageSize = 100,
            MaxSendMessageSize = 100,
        })
    {
        _slab = slab;
        _isPipe = isPipe;
        Association = Recorded;
    }

    public static Timestamp Now { get; } = new(3_600_000_000);

    public RecordingAssociation Recorded { get; } = new();

    public EngineContext Engine => Context;

    public override TransportType Type => _isPipe ? TransportType.Pipe : TransportType.WebRtc;

    public override IReadOnlyList<int> SocketIds => [];

    protected override bool CarriesSubchannels => _isPipe;

    protected override int RtpOverhead => 0;

    protected override int RtcpOverhead => 0;

    public static DataTransportScene Create(bool isPipe = false)
    {
        var slab = new PacketSlab();
        return new DataTransportScene(
            new EngineContext(new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(0)), null!, new SharedRtpPacketPool(slab)),
            slab,
            isPipe);
    }

    public override void SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink) =>
        Assert.Fail("The recording association sends nothing.");

    public void Connect() => SetConnected(Now, true, null!);

    public void Receive(ushort streamId, uint ppid, byte[] payload) => HandleDataMessage(Now, streamId, ppid, payload, null!);

    public void RaiseBufferedAmountLow(ushort streamId) => HandleDataBufferedAmountLow(streamId);

    public void RaiseStreamReset(ushort streamId) => HandleDataStreamReset(Now, streamId, null!);

    public void RaiseState(SctpState state)
    {
        Recorded.State = state;
        HandleSctpState(state);
    }

    public override TransportCore? FindTransport(in TransportTuple tuple) => this;

    public override void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
    }

    public override TransportDump Dump() => WithBase(new DirectTransportDump());

    public override TransportStats GetStats(Timestamp now) => WithBase(new DirectTransportStats(), now);

    protected override void OnClosed() => _slab.Dispose();

    protected override bool TryGetSendTuple(out TransportTuple tuple)
    {
        tuple = default;
        return false;
    }

    protected override bool TryProtectRtp(
        OutgoingStream stream,
        Span<byte> destination,
        int headerLength,
        int prefixLength,
        ReadOnlySpan<byte> rest,
        bool isRepeat,
        out int length) => throw new NotSupportedException();

    protected override bool TryProtectRtcp(Span<byte> buffer, int length, out int protectedLength) => throw new NotSupportedException();

    private sealed class OneRouter : ITransportRouter
    {
        private readonly Dictionary<string, DataProducerCore> _dataProducers = [];

        public string Id => "router";

        public ProducerCore? FindProducer(string id) => null;

        public void AddProducer(ProducerCore producer)
        {
        }

        public void RemoveProducer(ProducerCore producer)
        {
        }

        public DataProducerCore? FindDataProducer(string id) => _dataProducers.GetValueOrDefault(id);

        public void AddDataProducer(DataProducerCore producer) => _dataProducers.Add(producer.Id, producer);

        public void RemoveDataProducer(DataProducerCore producer) => _dataProducers.Remove(producer.Id);

        public void RemoveTransport(TransportCore transport)
        {
        }
    }
}
