using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Bench.Micro;

/// <summary>A transport for a producer whose feedback nobody reads.</summary>
internal sealed class DiscardingTransport : IMediaTransport
{
    public string Id => "discarding";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
    }

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
    }

    public void ForgetSource(uint ssrc)
    {
    }

    public void CloseConsumer(ConsumerCore consumer)
    {
    }
}
